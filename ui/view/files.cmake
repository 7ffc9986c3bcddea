set(room_sources frame_buffer.cpp hatch_brush.cpp minimap.cpp nearest_pixels.cpp picture_store.cpp scale_bar.cpp view_content.cpp view_content_stand_ins.cpp view_content_state.cpp view_motion.cpp tile_bridge.cpp tile_layer.cpp tile_view.cpp tile_view_input.cpp tile_view_motion.cpp
    tile_view_paint.cpp view_painter.cpp
    view_transform.cpp)
set(room_headers frame_buffer.h hatch_brush.h minimap.h nearest_pixels.h picture_store.h scale_bar.h view_content.h view_motion.h tile_bridge.h tile_layer.h tile_view.h view_orientation.h view_painter.h
    view_transform.h)
