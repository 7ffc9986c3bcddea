set(room_sources message_bar.cpp progress_line.cpp slice_bar.cpp slice_player.cpp task_bar.cpp)
set(room_headers message_bar.h progress_line.h slice_bar.h slice_player.h task_bar.h)
