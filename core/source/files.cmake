set(room_sources axis_guess.cpp csv_files.cpp csv_loader.cpp csv_parser.cpp csv_reader.cpp
    csv_source.cpp file_version.cpp)
set(room_headers axis_guess.h csv_files.h csv_loader.h csv_parser.h csv_reader.h csv_source.h
    file_version.h open_source.h volume_source.h)
