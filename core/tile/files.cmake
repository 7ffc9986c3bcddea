set(room_sources block_plan.cpp engine.cpp paint_stage.cpp painter.cpp tile.cpp tile_builder.cpp
    tile_cache.cpp tile_group.cpp tile_scheduler.cpp work_pool.cpp)
set(room_headers block_plan.h engine.h paint_stage.h painted_tile.h painter.h tile.h tile_builder.h
    tile_cache.h tile_group.h tile_scheduler.h tile_sink.h tile_subject.h work_pool.h)
