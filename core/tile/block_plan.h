// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/tile/tile.h"

#include <cstdint>
#include <vector>

namespace tessera {

// One tile that the view wants, most wanted first in a list of them.
struct TileWish {
    SubjectPtr subject;
    TileKey key;
    TileQuality quality = TileQuality::Exact; // at least
    bool isRefining = false; // of a part that is too large to be read at once
    bool isOnlyIfKept = false; // of cells that are there; where one is missing nothing comes
};

// A run of wanted tiles side by side in one tile row: they are read together, in blocks that span
// the run, so that neighbours never read the same rows twice.
struct TileRun {
    SubjectPtr subject;
    std::int32_t level = 0;
    std::int32_t row = 0;
    std::int32_t firstColumn = 0;
    std::int32_t endColumn = 0;
    TileQuality quality = TileQuality::Exact;
    std::size_t rank = 0; // of its most wanted tile; 0 is most wanted
    bool isOnlyIfKept = false;
};

// `wishes` have no double entries. Runs come back most wanted first.
std::vector<TileRun> planRuns(const std::vector<TileWish>& wishes);

// The run in pixels of its level, and cut into blocks: about 4 MB decoded each where the layout
// allows, on chunk borders where there are any. Whole rows of the run but where a single one would
// be too much. Together they cover the run once.
PixelRect runRect(const TileRun& run);
std::vector<PixelRect> planBlocks(const TileRun& run);

// The same for any rectangle of a level.
std::vector<PixelRect> planBlocks(
    const TileSubject& subject, int level, TileQuality quality, const PixelRect& rect);

// The same for whoever reads a rectangle alone and to its end: chunk by chunk where these are
// large, because what comes from one chunk is not copied and stays in the processor's cache.
std::vector<PixelRect> planChunks(const TileSubject& subject, int level, const PixelRect& rect);

} // namespace tessera
