// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/tile_grid.h"
#include "core/levels/mean_cell.h"

#include <array>
#include <cstdint>
#include <optional>

namespace tessera {

// The edge of the cells of a plane: it divides the edge of the tiles, and a cell has about 1 MB at
// most, where the tiles can be divided so far. Empty where a cell would be too large to be kept.
std::optional<std::int64_t> cellEdgeFor(std::int64_t tileEdge, std::int64_t classes);

// An empty cell with room for its means. `cells` cuts the plane into cells. Throws std::bad_alloc.
MeanCell makeCell(const TileGrid& cells, const CellPosition& position, std::int64_t classes);

// A cell of nothing but the pixel of another one, which is uniform. Throws std::bad_alloc.
MeanCell uniformCell(const TileGrid& cells, const CellPosition& position, const MeanCell& pixel);

// Puts that pixel into a rectangle of a cell that is not uniform; `rect` in pixels of the level.
// Throws std::bad_alloc.
void putPixel(const TileGrid& cells, const CellPosition& position, const PixelRect& rect,
    const MeanCell& pixel, MeanCell& cell);

// Keeps one pixel of a cell in which all are equal. Throws std::bad_alloc.
void compactIfUniform(MeanCell& cell);

// The children of a cell: nw, ne, sw, se; null where the plane ends.
using CellChildren = std::array<CellPtr, 4>;
CellPosition childOf(const CellPosition& parent, int child);

// The cell above them, by the definition of the levels: a sum is a mean times its count, in double;
// ((nw + ne) + (sw + se)) over the pixels that exist. Throws std::bad_alloc.
MeanCell combineCells(
    const TileGrid& cells, const CellPosition& parent, const CellChildren& children);

} // namespace tessera
