set(room_sources cell_census.cpp cell_means.cpp cell_store.cpp)
set(room_headers cell_archive.h cell_census.h cell_means.h cell_store.h mean_cell.h)
