set(room_sources band_plan.cpp band_reader.cpp block_plan.cpp cache_shares.cpp cell_maker.cpp cell_rows.cpp cell_tile.cpp engine.cpp damage_marks.cpp file_level_builder.cpp file_level_plan.cpp finer_keeper.cpp finer_tiles.cpp paint_stage.cpp painter.cpp plane_cells.cpp plane_damage.cpp
    plane_name.cpp prefetch.cpp
    row_splitter.cpp salvage.cpp spread_builder.cpp spread_plan.cpp tile.cpp tile_builder.cpp tile_cache.cpp tile_format.cpp tile_group.cpp tile_scheduler.cpp work_pool.cpp)
set(room_headers band_plan.h band_reader.h block_plan.h cache_shares.h cell_maker.h cell_rows.h cell_tile.h damage_marks.h engine.h file_level_builder.h file_level_plan.h finer_keeper.h finer_tiles.h finite_mean.h paint_stage.h painted_tile.h painter.h plane_cells.h plane_damage.h plane_name.h prefetch.h
    row_splitter.h salvage.h spread_builder.h spread_plan.h tile.h tile_builder.h tile_cache.h tile_damage.h tile_format.h tile_group.h tile_scheduler.h tile_sink.h tile_subject.h work_pool.h)
