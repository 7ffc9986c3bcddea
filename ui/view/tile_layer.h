// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/tile_grid.h"
#include "core/session/visible_tiles.h"
#include "ui/view/hatch_brush.h"
#include "ui/view/nearest_pixels.h"
#include "ui/view/picture_store.h"
#include "ui/view/view_transform.h"

#include <cstdint>
#include <vector>

class QPainter;

namespace tessera {

// Draws one layer (classes or image) of a pane: for every visible tile its picture or, until that
// is there, what is known of the place: coarser or finer tiles, then those of the plane shown
// before. Nothing is drawn twice at one place, so that a layer can be translucent.
struct TileLayer {
    const TileGrid& grid;
    const ViewTransform& transform;
    PictureStore& store;
    PixelRect visible; // of level 0, in all of the pane
    std::vector<std::uint64_t> subjects; // of the plane shown, then of the one shown before
    std::uint64_t frame = 0;
    std::vector<LostRect>* lost = nullptr; // gets what of the drawn is damaged; may be null
    int finerLevels = 2; // that stand in: 16 tiles for one, enough for a zoom step, and quick
    const NearestPixels* quick = nullptr; // where it is drawn into; null: by the painter, averaged

    void draw(QPainter& painter, const VisiblePart& part) const;

private:
    void drawTile(QPainter& painter, const TileKey& place) const;
    bool isThereFiner(const TileKey& key, int depth) const;
    bool drawWhole(QPainter& painter, const TileKey& key) const;
    bool drawFromCoarser(QPainter& painter, const TileKey& key) const;
    bool drawFromFiner(QPainter& painter, const TileKey& key, int depth) const;
    void drawPart(
        QPainter& painter, const PictureStore::Entry& entry, const PixelRect& level0) const;
    void drawSmooth(
        QPainter& painter, const PictureStore::Entry& entry, const QRectF& onPlane) const;
    void noteLost(const Tile& tile, const QRectF& shown) const; // of level 0
};

} // namespace tessera
