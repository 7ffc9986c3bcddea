set(room_sources hdf5_attributes.cpp hdf5_catalogue.cpp hdf5_driver.cpp hdf5_external.cpp
    hdf5_facts.cpp hdf5_file.cpp hdf5_file_guide.cpp hdf5_files.cpp hdf5_filters.cpp hdf5_guard.cpp
    hdf5_layout.cpp hdf5_library.cpp hdf5_links.cpp hdf5_open_array.cpp hdf5_slab.cpp
    hdf5_types.cpp hdf5_values.cpp in_process_guides.cpp)
# Headers that show the HDF5 library are for this room only.
list(APPEND room_sources hdf5_attributes.h hdf5_catalogue.h hdf5_driver.h hdf5_external.h
    hdf5_facts.h hdf5_file.h hdf5_filters.h hdf5_layout.h hdf5_links.h hdf5_open_array.h
    hdf5_slab.h hdf5_types.h hdf5_values.h)
set(room_headers hdf5_file_guide.h hdf5_files.h hdf5_guard.h hdf5_library.h in_process_guides.h)
