set(room_sources mean_reducer.cpp merge.cpp paint.cpp reduce.cpp variant.cpp)
set(room_headers class_planes.h mean_reducer.h measure.h merge.h paint.h reduce.h sample_value.h variant.h)
