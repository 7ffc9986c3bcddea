set(room_sources icon_button.cpp icons.cpp shades.cpp)
set(room_headers icon_button.h icons.h shades.h spacing.h)
