set(room_sources ladder.cpp ladder_arrays.cpp ladder_fused.cpp ladder_rows.cpp mean_reducer.cpp merge.cpp paint.cpp reduce.cpp variant.cpp)
set(room_headers class_planes.h ladder.h ladder_steps.h mean_reducer.h measure.h merge.h paint.h reduce.h sample_value.h variant.h)
