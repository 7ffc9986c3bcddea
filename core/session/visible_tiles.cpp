// SPDX-License-Identifier: MIT
#include "core/session/visible_tiles.h"

#include <algorithm>
#include <cmath>

namespace tessera {

std::vector<TilePosition> tilesFromCentre(const TileGrid& grid, const VisiblePart& part)
{
    const TileRange range = grid.tilesTouching(part.level, part.rect);
    std::vector<TilePosition> tiles;
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column)
            tiles.push_back({row, column});
    const double edge = std::ldexp(static_cast<double>(grid.edge()), part.level);
    const double middleRow =
        (static_cast<double>(part.rect.row) + static_cast<double>(part.rect.rows) / 2) / edge - 0.5;
    const double middleColumn =
        (static_cast<double>(part.rect.column) + static_cast<double>(part.rect.columns) / 2) / edge
        - 0.5;
    std::ranges::stable_sort(tiles, {}, [&](const TilePosition& tile) {
        return std::hypot(tile.row - middleRow, tile.column - middleColumn);
    });
    return tiles;
}

int levelForScale(const TileGrid& grid, double scale)
{
    if (!(scale > 0))
        return grid.levels() - 1;
    // A scale of exactly 1/2 must give level 1 whatever the rounding on the way to it was.
    constexpr double slack = 1e-9;
    const double level = std::floor(-std::log2(scale) + slack);
    return static_cast<int>(std::clamp<double>(level, 0, grid.levels() - 1));
}

bool isSmallEnoughForMeans(const TileGrid& grid, const VisiblePart& part, std::int64_t classes)
{
    // Whole tiles are read, so they are what counts.
    const TileRange range = grid.tilesTouching(part.level, part.rect);
    const double edge = std::ldexp(static_cast<double>(grid.edge()), part.level);
    const double rows =
        std::min(static_cast<double>(grid.plane().rows), edge * (range.endRow - range.firstRow));
    const double columns = std::min(
        static_cast<double>(grid.plane().columns), edge * (range.endColumn - range.firstColumn));
    return rows * columns * static_cast<double>(classes) <= static_cast<double>(exactSampleLimit);
}

} // namespace tessera
