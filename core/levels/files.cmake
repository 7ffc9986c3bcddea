set(room_sources)
set(room_headers cell_archive.h mean_cell.h)
