// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile.h"
#include "core/tile/tile_sink.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera {

// A tile's picture: rect.rows × rect.columns pixels, packed. Immutable when shared.
struct PaintedTile {
    TilePtr tile; // its numbers, kept so that another look needs no reading
    AlignedBuffer pixels;
    std::uint64_t look = 0; // which look it was painted with, as PaintStage counts them
};
using PaintedTilePtr = std::shared_ptr<const PaintedTile>;

struct PictureOutcome {
    TileKey key;
    Result<PaintedTilePtr> picture;
};

// What the painter finished in one go. A repaint holds all tiles that were asked for with the new
// look, so that a view can swap them at once.
struct PictureBatch {
    std::uint64_t look = 0;
    bool isRepaint = false;
    std::vector<PictureOutcome> outcomes;
};

// Threads: called from the painter's thread, holding no lock.
class PictureSink {
public:
    virtual ~PictureSink() = default;
    virtual void picturesReady(PictureBatch batch) = 0;
};

} // namespace tessera
