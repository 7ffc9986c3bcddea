// SPDX-License-Identifier: MIT
#include "core/tile/block_plan.h"

#include "core/tile/band_plan.h"
#include "core/tile/cell_maker.h"
#include "core/tile/file_level_plan.h"
#include "core/tile/spread_plan.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace tessera {

namespace {

// A row of a block that spans its run has no more than this; wider runs are cut.
constexpr std::int64_t mostRowBytes = std::int64_t{1} << 20;

// A chunk of less is not worth a read of its own.
constexpr std::int64_t leastAlone = std::int64_t{128} << 10;

// Where samples are chunked, a run holds no more tiles than a chunk is wide, so that the tiles
// nearest to the centre come first; rows that lie side by side are read in one go.
// A tile of cells, or of a level of the file, is made by itself.
std::int32_t tilesPerRun(const TileSubject& subject, std::int32_t level, TileQuality quality)
{
    if (quality == TileQuality::FileLevel || usesCells(subject, level, quality))
        return 1;
    const std::int64_t chunk = subject.source->info().chunkExtent(Axis::X);
    if (chunk == 0)
        return std::numeric_limits<std::int32_t>::max();
    const std::int64_t tile = subject.grid.edge() << level;
    return static_cast<std::int32_t>(std::max<std::int64_t>(1, (chunk + tile - 1) / tile));
}

std::int64_t roundedUp(std::int64_t value, std::int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

// How many pixels of a level a chunk is long, and 1 where it is less than one or there are none.
std::int64_t chunkPixels(const VolumeInfo& info, Axis axis, std::int64_t step)
{
    return std::max<std::int64_t>(1, info.chunkExtent(axis) / step);
}

// How many pixels of a level belong together along an axis: those of a chunk, and where the means
// of cells come as a by-product those under one of their pixels.
std::int64_t together(const TileSubject& subject, int level, TileQuality quality, Axis axis)
{
    const std::int64_t chunk = chunkPixels(subject.source->info(), axis, std::int64_t{1} << level);
    const bool isForCells =
        subject.cells && level > 0 && level < firstKeptLevel && quality == TileQuality::Exact;
    const std::int64_t underOne = isForCells ? std::int64_t{1} << (firstKeptLevel - level) : 1;
    return underOne % chunk == 0 ? underOne : chunk;
}

// How a rectangle is cut into blocks, in pixels of its level.
PlaneShape blockShape(
    const TileSubject& subject, int level, TileQuality quality, const PixelRect& rect)
{
    const VolumeInfo& info = subject.source->info();
    const std::int64_t step = std::int64_t{1} << level;
    // A sampled row is one row read, whatever lies between it and the next.
    const std::int64_t rowsRead = quality == TileQuality::Exact ? step : 1;
    const auto element = static_cast<std::int64_t>(elementSize(info.type));
    const std::int64_t columnBytes = step * info.classes * element; // of one row of level 0
    const std::int64_t onceBytes = step * classesTogether(info) * element;
    const bool isChunked = !info.chunk.empty();
    const std::int64_t chunkRows = chunkPixels(info, Axis::Y, step);
    const std::int64_t rowsTogether = together(subject, level, quality, Axis::Y);
    const std::int64_t columnsTogether = together(subject, level, quality, Axis::X);

    std::int64_t columns = rect.columns;
    const std::int64_t lowest = isChunked ? chunkRows * rowsRead : 1;
    const std::int64_t most = isChunked ? blockBytes : mostRowBytes;
    if (columns * onceBytes * lowest > most)
        columns =
            roundedUp(std::max<std::int64_t>(1, most / (onceBytes * lowest)), columnsTogether);
    columns = std::min(columns, rect.columns);
    std::int64_t rows = std::max<std::int64_t>(1, blockBytes / (columns * columnBytes * rowsRead));
    rows = std::min(roundedUp(rows, rowsTogether), roundedUp(rect.rows, rowsTogether));
    return {rows, columns};
}

struct Cut {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

// Pieces of `length`, a multiple of what belongs together, that end on its borders wherever they
// begin.
std::vector<Cut> cuts(
    std::int64_t first, std::int64_t count, std::int64_t length, std::int64_t together)
{
    std::vector<Cut> pieces;
    const std::int64_t end = first + count;
    while (first < end) {
        const std::int64_t border =
            length >= together ? first - first % together + length : first + length;
        const std::int64_t next = std::min(end, border);
        pieces.push_back({first, next - first});
        first = next;
    }
    return pieces;
}

std::vector<PixelRect> cutUp(const TileSubject& subject, int level, TileQuality quality,
    const PixelRect& rect, const PlaneShape& shape)
{
    const auto rows =
        cuts(rect.row, rect.rows, shape.rows, together(subject, level, quality, Axis::Y));
    const auto columns =
        cuts(rect.column, rect.columns, shape.columns, together(subject, level, quality, Axis::X));
    std::vector<PixelRect> blocks;
    blocks.reserve(rows.size() * columns.size());
    for (const Cut& row : rows)
        for (const Cut& column : columns)
            blocks.push_back({row.first, column.first, row.count, column.count});
    return blocks;
}

} // namespace

std::vector<TileRun> planRuns(const std::vector<TileWish>& wishes)
{
    using RowKey = std::tuple<std::uint64_t, std::int32_t, std::int32_t, TileQuality>;
    std::map<RowKey, std::vector<std::pair<std::int32_t, std::size_t>>> rows; // column, rank
    for (std::size_t rank = 0; rank < wishes.size(); ++rank) {
        const TileKey& key = wishes[rank].key;
        rows[{key.subject, key.level, key.row, wishes[rank].quality}].emplace_back(
            key.column, rank);
    }
    std::vector<TileRun> runs;
    for (auto& [rowKey, columns] : rows) {
        std::ranges::sort(columns);
        const TileWish& any = wishes[columns.front().second];
        const std::int32_t most = tilesPerRun(*any.subject, any.key.level, any.quality);
        std::size_t runOfRow = runs.size();
        for (const auto& [column, rank] : columns) {
            const bool fits = runs.size() > runOfRow && runs.back().endColumn == column
                && column / most == runs.back().firstColumn / most;
            if (fits) {
                runs.back().endColumn = column + 1;
                runs.back().rank = std::min(runs.back().rank, rank);
            } else {
                runs.push_back({any.subject, any.key.level, any.key.row, column, column + 1,
                    any.quality, rank, wishes[rank].isOnlyIfKept});
            }
        }
    }
    std::ranges::sort(runs, {}, &TileRun::rank);
    return runs;
}

PixelRect runRect(const TileRun& run)
{
    const TileGrid& grid = run.subject->grid;
    const PixelRect first = grid.tileRect(run.level, run.row, run.firstColumn);
    const PixelRect last = grid.tileRect(run.level, run.row, run.endColumn - 1);
    return {first.row, first.column, first.rows, last.column + last.columns - first.column};
}

std::vector<PixelRect> planBlocks(const TileRun& run)
{
    return planBlocks(*run.subject, run.level, run.quality, runRect(run));
}

std::vector<PixelRect> planBlocks(
    const TileSubject& subject, int level, TileQuality quality, const PixelRect& rect)
{
    if (quality == TileQuality::Spread)
        return planSpreadBlocks(subject, level, rect);
    if (quality == TileQuality::FileLevel)
        return planFileLevelBlocks(subject, level, rect);
    return cutUp(subject, level, quality, rect, blockShape(subject, level, quality, rect));
}

std::vector<PixelRect> planChunks(const TileSubject& subject, int level, const PixelRect& rect)
{
    const VolumeInfo& info = subject.source->info();
    const std::int64_t rows = info.chunkExtent(Axis::Y);
    const std::int64_t columns = info.chunkExtent(Axis::X);
    const std::int64_t bytes =
        rows * columns * classesTogether(info) * static_cast<std::int64_t>(elementSize(info.type));
    const std::int64_t step = std::int64_t{1} << level;
    const bool isWhole = rows % step == 0 && columns % step == 0;
    if (!isWhole || bytes < leastAlone || bytes > blockBytes)
        return planBlocks(subject, level, TileQuality::Exact, rect);
    return cutUp(subject, level, TileQuality::Exact, rect, {rows / step, columns / step});
}

} // namespace tessera
