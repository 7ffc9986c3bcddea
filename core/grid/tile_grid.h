// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"

#include <cstdint>

namespace tessera {

// A half-open range of tile rows and columns of one level.
struct TileRange {
    std::int32_t firstRow = 0;
    std::int32_t firstColumn = 0;
    std::int32_t endRow = 0;
    std::int32_t endColumn = 0;

    bool isEmpty() const { return firstRow >= endRow || firstColumn >= endColumn; }
    std::int64_t count() const
    {
        return isEmpty() ? 0 : std::int64_t{endRow - firstRow} * (endColumn - firstColumn);
    }
    friend bool operator==(const TileRange&, const TileRange&) = default;
};

// How a plane is cut into tiles: level 0 is the plane itself, each further level halves both
// sides (rounded up), until one tile holds it all. Tiles are square but at the far edges.
class TileGrid {
public:
    TileGrid() = default;
    TileGrid(PlaneShape plane, std::int64_t edge);

    // The multiple of the chunk edge nearest to 256 (256 where there are no chunks, or none fits).
    static std::int64_t edgeFor(std::int64_t chunkEdge);

    PlaneShape plane() const { return m_plane; }
    std::int64_t edge() const { return m_edge; }
    int levels() const { return m_levels; }

    PlaneShape shapeAt(int level) const;
    TileRange tilesAt(int level) const; // all of them
    TileRange tilesTouching(int level, PixelRect level0) const; // clipped to the plane
    PixelRect tileRect(int level, std::int32_t row, std::int32_t column) const; // in level pixels
    PixelRect coveredAtLevel0(int level, PixelRect levelRect) const; // clipped to the plane

private:
    PlaneShape m_plane;
    std::int64_t m_edge = 256;
    int m_levels = 1;
};

} // namespace tessera
