set(room_sources aligned_buffer.cpp buffer_pool.cpp byte_count.cpp partial_file.cpp path_text.cpp thread_priority.cpp)
set(room_headers aligned_buffer.h buffer_pool.h byte_count.h checked.h colour.h element_type.h error.h half.h partial_file.h
    path_text.h thread_priority.h)
