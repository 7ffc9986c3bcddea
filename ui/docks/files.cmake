set(room_sources chart_frame.cpp class_delegate.cpp class_list_model.cpp class_list_view.cpp
    classes_panel.cpp colour_edit.cpp cost_line.cpp cost_panel.cpp cost_text.cpp
    cost_totals_grid.cpp ladder_delegate.cpp ladder_model.cpp ladder_process.cpp ladder_tab.cpp
    ladder_text.cpp memory_chart.cpp tile_bill_model.cpp tile_bill_table.cpp tile_chart.cpp)
set(room_headers chart_frame.h class_delegate.h class_list_model.h class_list_view.h
    classes_panel.h colour_edit.h cost_line.h cost_panel.h cost_status.h cost_text.h
    cost_totals_grid.h ladder_bill.h ladder_delegate.h ladder_model.h ladder_process.h ladder_tab.h memory_chart.h tile_bill_model.h tile_bill_table.h tile_chart.h)
