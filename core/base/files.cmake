set(room_sources aligned_buffer.cpp buffer_pool.cpp byte_count.cpp large_buffers.cpp memory_budget.cpp message_socket.cpp partial_file.cpp path_text.cpp plain_text.cpp temporary_folder.cpp
    thread_priority.cpp)
set(room_headers aligned_buffer.h buffer_pool.h byte_count.h checked.h child_channel.h child_process.h class_limit.h colour.h element_type.h error.h
    half.h held_memory.h large_buffers.h lower_case.h memory_budget.h message_socket.h owned_descriptor.h partial_file.h path_text.h picture_mark.h plain_text.h sanitizers.h shared_memory.h stop_signals.h temporary_folder.h thread_priority.h)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    list(APPEND room_sources child_channel_linux.cpp child_process_linux.cpp
        shared_memory_linux.cpp stop_signals_linux.cpp)
else()
    list(APPEND room_sources child_channel_other.cpp child_process_other.cpp
        shared_memory_other.cpp stop_signals_other.cpp)
endif()
