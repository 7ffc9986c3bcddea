set(room_sources byte_count.cpp path_text.cpp)
set(room_headers aligned_buffer.h byte_count.h checked.h colour.h element_type.h error.h path_text.h)
