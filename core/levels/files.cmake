set(room_sources)
set(room_headers mean_cell.h)
