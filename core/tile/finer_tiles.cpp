// SPDX-License-Identifier: MIT
#include "core/tile/finer_tiles.h"

#include "core/cost/stopwatch.h"
#include "core/grid/pixel_rects.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

// The same part of the plane in pixels of a finer level.
PixelRect atFiner(const TileGrid& grid, const PixelRect& rect, int level, int finer)
{
    const int steps = level - finer;
    const PlaneShape shape = grid.shapeAt(finer);
    const std::int64_t row = rect.row << steps;
    const std::int64_t column = rect.column << steps;
    return {row, column, std::min(rect.rows << steps, shape.rows - row),
        std::min(rect.columns << steps, shape.columns - column)};
}

// Tiles with no pixel outside the rectangle, which is of their level.
TileRange tilesWithin(const TileGrid& grid, int level, const PixelRect& rect)
{
    const PlaneShape shape = grid.shapeAt(level);
    const TileRange all = grid.tilesAt(level);
    const std::int64_t edge = grid.edge();
    const auto first = [edge](std::int64_t pixel) {
        return static_cast<std::int32_t>((pixel + edge - 1) / edge);
    };
    const auto end = [edge](std::int64_t pixel, std::int64_t last, std::int32_t tiles) {
        return pixel == last ? tiles : static_cast<std::int32_t>(pixel / edge);
    };
    return {first(rect.row), first(rect.column), end(rect.row + rect.rows, shape.rows, all.endRow),
        end(rect.column + rect.columns, shape.columns, all.endColumn)};
}

} // namespace

FinerTiles::FinerTiles(const TileSubject& subject, int level, const PixelRect& rect, int finest)
    : m_grid(subject.grid)
    , m_level(level)
{
    for (int finer = finest; finer < level; ++finer) {
        Level made{finer, tilesWithin(m_grid, finer, atFiner(m_grid, rect, level, finer)), {}};
        for (std::int32_t row = made.range.firstRow; row < made.range.endRow; ++row)
            for (std::int32_t column = made.range.firstColumn; column < made.range.endColumn;
                ++column)
                made.tiles.emplace_back().key = {subject.id, finer, row, column};
        if (!made.tiles.empty())
            m_levels.push_back(std::move(made));
    }
}

std::span<FinerTiles::Making> FinerTiles::Level::tilesTouching(
    const TileGrid& grid, const PixelRect& strip)
{
    const std::int64_t edge = grid.edge();
    const std::int64_t row = strip.row / edge;
    const std::int64_t first = std::max<std::int64_t>(range.firstColumn, strip.column / edge);
    const std::int64_t end =
        std::min<std::int64_t>(range.endColumn, (strip.column + strip.columns + edge - 1) / edge);
    if (row < range.firstRow || row >= range.endRow || first >= end)
        return {};
    const std::int64_t across = range.endColumn - range.firstColumn;
    const std::int64_t index = (row - range.firstRow) * across + first - range.firstColumn;
    return std::span(tiles).subspan(
        static_cast<std::size_t>(index), static_cast<std::size_t>(end - first));
}

FinerRows::FinerRows(FinerTiles* tiles, const PixelRect& block, const FinerKeeper* keeper)
    : m_tiles(tiles)
    , m_keeper(keeper)
{
    if (m_tiles == nullptr)
        return;
    const std::lock_guard lock(m_tiles->m_mutex);
    for (FinerTiles::Level& level : m_tiles->m_levels)
        addLevel(level, atFiner(m_tiles->m_grid, block, m_tiles->m_level, level.level));
    // Levels of which nothing is wanted are no reason to make their means.
    const auto isIdle = [](const Rows& rows) {
        return std::ranges::all_of(
            rows.strips, [](const Strip& strip) { return strip.making.empty(); });
    };
    m_levels.erase(m_levels.begin(), std::ranges::find_if_not(m_levels, isIdle));
}

// With the lock of the tiles held.
void FinerRows::addLevel(FinerTiles::Level& level, const PixelRect& block)
{
    const TileGrid& grid = m_tiles->m_grid;
    Rows rows{level.level, block.row, 0, {}};
    for (std::int64_t first = block.row; first < block.row + block.rows;) {
        const std::int64_t row = first / grid.edge();
        const std::int64_t end = std::min(block.row + block.rows, (row + 1) * grid.edge());
        const PixelRect rect{first, block.column, end - first, block.columns};
        std::vector<FinerTiles::Making*> making;
        std::vector<Tile*> tiles;
        for (FinerTiles::Making& one : level.tilesTouching(grid, rect)) {
            if (!std::exchange(one.isBegun, true)) {
                one.tile = m_keeper->begin(one.key);
                const PixelRect whole = grid.tileRect(level.level, one.key.row, one.key.column);
                one.pixelsLeft = whole.rows * whole.columns;
            }
            if (!one.tile)
                continue;
            making.push_back(&one);
            tiles.push_back(one.tile.get());
        }
        rows.strips.push_back({rect, std::move(making), RowSplitter(rect, tiles)});
        first = end;
    }
    m_levels.push_back(std::move(rows));
}

void FinerRows::take(int level, const SampleView& means)
{
    const Stopwatch watch;
    const auto rows = std::ranges::find(m_levels, level, &Rows::level);
    if (rows == m_levels.end())
        return;
    const PixelRect& rect = rows->strips[rows->strip].rect;
    rows->strip += rows->nextRow == rect.row + rect.rows ? 1 : 0;
    ++rows->nextRow;
    Strip& strip = rows->strips[rows->strip];
    strip.splitter.take(means);
    const std::int64_t spent = watch.elapsedNs();
    strip.spentNs += spent;
    m_spentNs += spent;
}

void FinerRows::commit()
{
    if (m_levels.empty())
        return;
    std::vector<Finished> finished;
    {
        const std::lock_guard lock(m_tiles->m_mutex);
        for (Rows& rows : m_levels)
            for (Strip& strip : rows.strips)
                settle(strip, finished);
    }
    for (Finished& one : finished)
        m_keeper->keep(std::move(one.tile), one.reduceNs);
}

// With the lock of the tiles held.
void FinerRows::settle(Strip& strip, std::vector<Finished>& finished)
{
    const std::vector<ReduceCounts> counts = std::move(strip.splitter).counts();
    const std::int64_t pixels = strip.rect.rows * strip.rect.columns;
    for (std::size_t index = 0; index < strip.making.size(); ++index) {
        FinerTiles::Making& one = *strip.making[index];
        const PixelRect part = common(one.tile->rect, strip.rect);
        one.tile->counts += counts[index];
        one.reduceNs += static_cast<std::int64_t>(static_cast<double>(strip.spentNs)
            * static_cast<double>(part.rows * part.columns) / static_cast<double>(pixels));
        one.pixelsLeft -= part.rows * part.columns;
        if (one.pixelsLeft == 0)
            finished.push_back({std::move(one.tile), one.reduceNs});
    }
}

} // namespace tessera
