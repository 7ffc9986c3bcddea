// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_subject.h"

#include <cstdint>
#include <vector>

namespace tessera {

// Tiles of TileQuality::FileLevel: each pixel is the mean of those samples of a coarser level of
// the file whose middle lies in it, in all classes; the nearest one where there is none. So any
// factors do. The subject has such levels. Threads: any.

// The level that tiles of a level of the grid are made of: the coarsest one whose samples are no
// longer than their pixels, else the finest.
const FileLevelPlane& fileLevelFor(const TileSubject& subject, int level);

// The level of the grid whose tiles show all of the finest one; at least 1.
int finestFileLevelTiles(const TileSubject& subject);

// Some samples of a file's level along one axis, one at least.
struct SampleSpan {
    std::int64_t first = 0;
    std::int64_t count = 1;
};

// Those of a pixel of the grid's level: `scale` pixels of level 0 are one sample, of which there
// are `samples`.
SampleSpan spanOf(std::int64_t pixel, int level, double scale, std::int64_t samples);

// Those of a rectangle of the grid's level, in pixels of fileLevelFor().
PixelRect fileLevelSamples(const TileSubject& subject, int level, const PixelRect& rect);

// About what the rectangle costs one worker, in nanoseconds.
double fileLevelCostNs(const TileSubject& subject, int level, const PixelRect& rect);

// The rectangle cut into blocks of about 4 MB of samples each.
std::vector<PixelRect> planFileLevelBlocks(
    const TileSubject& subject, int level, const PixelRect& rect);

} // namespace tessera
