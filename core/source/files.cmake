set(room_sources)
set(room_headers open_source.h volume_source.h)
