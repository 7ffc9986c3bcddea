set(room_sources archive_files.cpp cache_folder.cpp cell_entry.cpp level_archive.cpp)
set(room_headers archive_files.h cache_folder.h cell_archive.h cell_entry.h level_archive.h
    mean_cell.h)
