set(room_sources icons.cpp shades.cpp)
set(room_headers icons.h shades.h spacing.h)
