// SPDX-License-Identifier: MIT
#include "core/grid/tile_grid.h"

#include <algorithm>
#include <cassert>

namespace tessera {

namespace {

std::int64_t divideUp(std::int64_t value, std::int64_t divisor)
{
    return value / divisor + (value % divisor != 0);
}

} // namespace

TileGrid::TileGrid(PlaneShape plane, std::int64_t edge)
    : m_plane(plane)
    , m_edge(edge)
{
    assert(plane.rows > 0 && plane.columns > 0 && edge > 0);
    while (std::max(shapeAt(m_levels - 1).rows, shapeAt(m_levels - 1).columns) > m_edge)
        ++m_levels;
}

std::int64_t TileGrid::edgeFor(std::int64_t chunkEdge)
{
    constexpr std::int64_t wished = 256;
    if (chunkEdge <= 0 || chunkEdge > 2 * wished)
        return wished;
    const std::int64_t below = std::max<std::int64_t>(1, wished / chunkEdge) * chunkEdge;
    const std::int64_t above = below + chunkEdge;
    return wished - below <= above - wished ? below : above;
}

PlaneShape TileGrid::shapeAt(int level) const
{
    const std::int64_t step = std::int64_t{1} << level;
    return {divideUp(m_plane.rows, step), divideUp(m_plane.columns, step)};
}

TileRange TileGrid::tilesAt(int level) const
{
    const PlaneShape shape = shapeAt(level);
    return {0, 0, static_cast<std::int32_t>(divideUp(shape.rows, m_edge)),
        static_cast<std::int32_t>(divideUp(shape.columns, m_edge))};
}

TileRange TileGrid::tilesTouching(int level, PixelRect level0) const
{
    const std::int64_t top = std::max<std::int64_t>(0, level0.row);
    const std::int64_t left = std::max<std::int64_t>(0, level0.column);
    const std::int64_t bottom = std::min(m_plane.rows, level0.row + level0.rows);
    const std::int64_t right = std::min(m_plane.columns, level0.column + level0.columns);
    if (top >= bottom || left >= right)
        return {};
    const std::int64_t step = m_edge << level;
    return {static_cast<std::int32_t>(top / step), static_cast<std::int32_t>(left / step),
        static_cast<std::int32_t>(divideUp(bottom, step)),
        static_cast<std::int32_t>(divideUp(right, step))};
}

PixelRect TileGrid::tileRect(int level, std::int32_t row, std::int32_t column) const
{
    const PlaneShape shape = shapeAt(level);
    const std::int64_t top = row * m_edge;
    const std::int64_t left = column * m_edge;
    return {top, left, std::min(m_edge, shape.rows - top), std::min(m_edge, shape.columns - left)};
}

PixelRect TileGrid::coveredAtLevel0(int level, PixelRect levelRect) const
{
    const std::int64_t step = std::int64_t{1} << level;
    const std::int64_t top = levelRect.row * step;
    const std::int64_t left = levelRect.column * step;
    return {top, left, std::min(levelRect.rows * step, m_plane.rows - top),
        std::min(levelRect.columns * step, m_plane.columns - left)};
}

} // namespace tessera
