// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/grid/tile_grid.h"
#include "core/levels/mean_cell.h"

#include <cstdint>
#include <span>

namespace tessera {

// A rectangle of a level, a cell or a part of one, in a plane that `cells` cuts into cells.
struct CellRect {
    TileGrid cells;
    int level = firstKeptLevel;
    PixelRect rect; // in pixels of the level
};
CellRect rectOf(const TileGrid& cells, const CellPosition& position);

// How many samples lie under a pixel of a level.
std::uint64_t samplesUnder(const TileGrid& cells, int level, std::int64_t row, std::int64_t column);

// Room for the means of a rectangle, without counts. Throws std::bad_alloc.
MeanCell makeMeans(const CellRect& of, std::int64_t classes);

// Gives means counts as they follow from the extents of the plane, so that some of them can be
// changed; nothing where they have counts. Throws std::bad_alloc.
void ensureCounts(const CellRect& of, MeanCell& means);

// Some classes of one row of means, doubles, as a MeanReducer gives them.
struct MeanRow {
    PixelRect rect; // in pixels of the level; one row
    SampleView means;
    std::span<const std::uint64_t> counts; // laid out as the means; empty where all are finite
    std::int64_t firstClass = 0;
};

// Puts a row into the means of the rectangle, in which it lies. Throws std::bad_alloc.
void putRow(const MeanRow& row, const CellRect& of, MeanCell& means);

} // namespace tessera
