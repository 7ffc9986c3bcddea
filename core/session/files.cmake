set(room_sources image_window.cpp ladder_call.cpp ladder_crop.cpp ladder_files.cpp ladder_run.cpp
    ladder_rung.cpp ladder_tessera.cpp ladder_worker.cpp plane_render.cpp session.cpp visible_tiles.cpp)
set(room_headers image_window.h ladder_crop.h ladder_run.h ladder_rung.h ladder_tessera.h ladder_worker.h
    reading.h plane_render.h session.h visible_tiles.h)
