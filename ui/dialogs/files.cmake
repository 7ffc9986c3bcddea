set(room_sources axes_editor.cpp check_list.cpp dataset_dialog.cpp dataset_tree_model.cpp export_dialog.cpp go_to_popup.cpp reading_checks.cpp
    reading_choices.cpp reading_options.cpp reading_popup.cpp settings_dialog.cpp shortcuts_dialog.cpp thumbnail_loader.cpp)
set(room_headers axes_editor.h check_list.h dataset_dialog.h dataset_tree_model.h export_dialog.h go_to_popup.h reading_checks.h reading_choices.h
    reading_options.h reading_popup.h settings_dialog.h shortcuts_dialog.h thumbnail_loader.h)
