set(room_sources message_bar.cpp progress_line.cpp slice_bar.cpp task_bar.cpp)
set(room_headers message_bar.h progress_line.h slice_bar.h task_bar.h)
