set(room_sources colour_memory.cpp dataset_chooser.cpp diagnostics.cpp document.cpp file_follower.cpp file_memory.cpp file_watcher.cpp
    main_window.cpp main_window_datasets.cpp main_window_export.cpp main_window_files.cpp main_window_memory.cpp main_window_panels.cpp main_window_places.cpp main_window_reading.cpp
    main_window_views.cpp picture_exporter.cpp reading_controls.cpp reading_memory.cpp settings_sheet.cpp quality_text.cpp status_fields.cpp tile_census.cpp
    viewer.cpp volume_opener.cpp volume_point.cpp volume_rereader.cpp window_actions.cpp)
set(room_headers colour_memory.h dataset_chooser.h diagnostics.h document.h file_follower.h file_memory.h file_watcher.h main_window.h
    picture_exporter.h reading_controls.h reading_memory.h settings_sheet.h quality_text.h status_fields.h tile_census.h viewer.h volume_opener.h
    volume_point.h volume_rereader.h window_actions.h)
