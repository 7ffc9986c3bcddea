set(room_sources deflate_piece.cpp npy_writer.cpp picture_writer.cpp png_writer.cpp rgba_png.cpp)
set(room_headers deflate_piece.h picture_writer.h rgba_png.h)
