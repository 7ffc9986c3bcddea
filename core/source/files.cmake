set(room_sources axis_guess.cpp file_version.cpp)
set(room_headers axis_guess.h file_version.h open_source.h volume_source.h)
