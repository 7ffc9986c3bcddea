set(room_sources axes.cpp tile_grid.cpp)
set(room_headers axes.h large_plane.h pixel_rects.h region.h sample_view.h tile_grid.h tile_key.h)
