set(room_sources recent_delegate.cpp recent_list.cpp start_page.cpp)
set(room_headers recent_delegate.h recent_file.h recent_list.h start_page.h)
