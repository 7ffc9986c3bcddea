set(room_sources recent_files.cpp settings.cpp)
set(room_headers recent_files.h settings.h)
