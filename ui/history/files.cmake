set(room_sources)
set(room_headers value_history.h)
