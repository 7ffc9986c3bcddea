set(room_sources file_watch.cpp first_look.cpp image_window.cpp ladder_call.cpp ladder_crop.cpp
    ladder_files.cpp ladder_run.cpp ladder_rung.cpp ladder_tessera.cpp ladder_worker.cpp
    open_memory.cpp plane_render.cpp pyramid_build.cpp reading_thumbnail.cpp row_render.cpp session.cpp session_ahead.cpp
    stripe_painter.cpp stripe_plan.cpp subject_cells.cpp visible_tiles.cpp)
set(room_headers file_watch.h first_look.h folder_notices.h image_window.h ladder_crop.h ladder_run.h
    ladder_rung.h ladder_tessera.h ladder_worker.h open_memory.h plane_render.h pyramid_build.h reading.h
    reading_thumbnail.h row_render.h session.h stripe_painter.h stripe_plan.h stripe_writer.h
    subject_cells.h visible_tiles.h)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    list(APPEND room_sources folder_notices_linux.cpp)
else()
    list(APPEND room_sources folder_notices_other.cpp)
endif()
