# The SIMD sources include the SIMD headers once for each instruction set; those cannot stand alone.
set(room_sources hatch.cpp ladder.cpp ladder_arrays.cpp ladder_fused.cpp ladder_rows.cpp mean_reducer.cpp
    merge.cpp paint.cpp reduce.cpp rgb_bytes.cpp scalar_mean.cpp scalar_merge.cpp scalar_paint.cpp scalar_reduce.cpp simd_lanes.h
    simd_mean.cpp simd_merge.cpp simd_paint.cpp simd_reduce.cpp simd_rgb.cpp simd_targets.h simd_walk.h variant.cpp)
set(room_headers class_planes.h hatch.h kernel_table.h ladder.h ladder_steps.h mean_reducer.h measure.h
    merge.h paint.h reduce.h rgb_bytes.h sample_number.h sample_value.h variant.h)
