// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_subject.h"

#include <cstdint>
#include <vector>

namespace tessera {

// Tiles of TileQuality::Spread: each pixel is the mean of a few samples from the middle of what
// lies under it, in all classes, so that a picture of a very large plane is there after few reads.
// All in pixels of level 0 where nothing else is said. Threads: any.

// Which samples stand for a pixel over `area`: one chunk, or the part of it that lies in the area;
// where there are no chunks a short run, along the axis that is stored side by side.
PixelRect spreadSamples(const VolumeInfo& info, const PixelRect& area);

// About what a rectangle of a level costs one worker, in nanoseconds.
double spreadCostNs(const TileSubject& subject, int level, const PixelRect& rect);

// About what all samples of a rectangle cost one worker.
double readCostNs(const VolumeInfo& info, const PixelRect& rect);

// The rectangle of a level cut into blocks of some milliseconds each.
std::vector<PixelRect> planSpreadBlocks(
    const TileSubject& subject, int level, const PixelRect& rect);

} // namespace tessera
