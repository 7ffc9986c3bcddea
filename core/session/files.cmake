set(room_sources image_window.cpp plane_render.cpp session.cpp visible_tiles.cpp)
set(room_headers image_window.h reading.h plane_render.h session.h visible_tiles.h)
