set(room_sources icon_button.cpp icons.cpp quiet_label.cpp shades.cpp)
set(room_headers icon_button.h icons.h quiet_label.h shades.h spacing.h)
