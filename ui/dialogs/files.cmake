set(room_sources dataset_dialog.cpp export_dialog.cpp shortcuts_dialog.cpp)
set(room_headers dataset_dialog.h export_dialog.h shortcuts_dialog.h)
