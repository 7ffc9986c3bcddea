set(room_sources checked_row_writer.cpp npy_writer.cpp png_stream.cpp png_writer.cpp rgba_png.cpp row_writer.cpp)
set(room_headers checked_row_writer.h png_stream.h rgba_png.h row_writer.h)
