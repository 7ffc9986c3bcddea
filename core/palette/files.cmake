set(room_sources glasbey_colours.cpp look.cpp palette_file.cpp palette_json.cpp presets.cpp)
set(room_headers glasbey_colours.h look.h palette_file.h presets.h)
