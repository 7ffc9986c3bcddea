set(room_sources archive_files.cpp cache_folder.cpp cell_census.cpp cell_entry.cpp cell_means.cpp
    cell_parts.cpp cell_store.cpp level_archive.cpp partial_cell.cpp partial_store.cpp
    trimmed_cell.cpp)
set(room_headers archive_files.h cache_folder.h cell_archive.h cell_census.h cell_entry.h
    cell_means.h cell_parts.h cell_store.h fresh_archive.h level_archive.h mean_cell.h
    partial_cell.h partial_store.h trimmed_cell.h)
