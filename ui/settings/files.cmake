set(room_sources class_colours.cpp recent_files.cpp settings.cpp)
set(room_headers class_colours.h recent_files.h settings.h)
