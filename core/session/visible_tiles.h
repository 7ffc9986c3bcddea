// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/large_plane.h"
#include "core/grid/tile_grid.h"

#include <cstdint>
#include <vector>

namespace tessera {

// What a view shows: a rectangle of the plane, in pixels of level 0, and the level to show it at.
struct VisiblePart {
    PixelRect rect;
    int level = 0;

    friend bool operator==(const VisiblePart&, const VisiblePart&) = default;
};

struct TilePosition {
    std::int32_t row = 0;
    std::int32_t column = 0;
};

// The tiles that show it, the one nearest to the middle of the part first.
std::vector<TilePosition> tilesFromCentre(const TileGrid& grid, const VisiblePart& part);

// The coarsest level of which one pixel is not larger than one of the screen, for `scale` screen
// pixels a pixel of level 0.
int levelForScale(const TileGrid& grid, double scale);

// Whether exact means of the part can be read at once.
bool isSmallEnoughForMeans(const TileGrid& grid, const VisiblePart& part, std::int64_t classes);

} // namespace tessera
