set(room_sources)
set(room_headers look.h palette_file.h presets.h)
