// SPDX-License-Identifier: MIT
#include "core/tile/block_plan.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace tessera {

namespace {

constexpr std::int64_t blockBytes = std::int64_t{4} << 20;

// Measured on contiguous float64: bands that stay in the second-level cache are read and reduced
// three times as fast as whole tiles.
constexpr std::int64_t bandBytes = std::int64_t{256} << 10;

// Where samples are chunked, a run holds no more tiles than a chunk is wide, so that the tiles
// nearest to the centre come first; rows that lie side by side are read in one go.
std::int32_t tilesPerRun(const TileSubject& subject, std::int32_t level)
{
    const std::int64_t chunk = subject.source->info().chunkExtent(Axis::X);
    if (chunk == 0)
        return std::numeric_limits<std::int32_t>::max();
    const std::int64_t tile = subject.grid.edge() << level;
    return static_cast<std::int32_t>(std::max<std::int64_t>(1, (chunk + tile - 1) / tile));
}

std::int64_t rowBytes(const TileSubject& subject, std::int64_t columns)
{
    const auto perPixel = static_cast<std::int64_t>(subject.source->info().sampleBytes().value);
    return std::max<std::int64_t>(1, columns * perPixel);
}

std::int64_t roundedUp(std::int64_t value, std::int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
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
        const std::int32_t most = tilesPerRun(*any.subject, any.key.level);
        std::size_t runOfRow = runs.size();
        for (const auto& [column, rank] : columns) {
            const bool fits = runs.size() > runOfRow && runs.back().endColumn == column
                && column / most == runs.back().firstColumn / most;
            if (fits) {
                runs.back().endColumn = column + 1;
                runs.back().rank = std::min(runs.back().rank, rank);
            } else {
                runs.push_back({any.subject, any.key.level, any.key.row, column, column + 1,
                    any.quality, rank});
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
    const PixelRect rect = runRect(run);
    const std::int64_t step = std::int64_t{1} << run.level;
    // A sampled row is one row read, whatever lies between it and the next.
    const std::int64_t rowsRead = run.quality == TileQuality::Exact ? step : 1;
    const std::int64_t columns = run.subject->grid.coveredAtLevel0(run.level, rect).columns;
    std::int64_t rows =
        std::max<std::int64_t>(1, blockBytes / (rowBytes(*run.subject, columns) * rowsRead));
    if (const std::int64_t chunk = run.subject->source->info().chunkExtent(Axis::Y); chunk > 0) {
        const std::int64_t rowsOfChunk = std::max<std::int64_t>(1, chunk / step);
        rows = std::min(roundedUp(rows, rowsOfChunk), roundedUp(rect.rows, rowsOfChunk));
    }
    std::vector<PixelRect> blocks;
    for (std::int64_t row = 0; row < rect.rows; row += rows)
        blocks.push_back(
            {rect.row + row, rect.column, std::min(rows, rect.rows - row), rect.columns});
    return blocks;
}

std::int64_t bandRows(const TileSubject& subject, std::int64_t columns, std::int64_t wishedRows)
{
    const VolumeInfo& info = subject.source->info();
    const std::int64_t chunk = info.chunkExtent(Axis::Y);
    const std::int64_t bytes = chunk > 0 ? blockBytes : bandBytes;
    std::int64_t rows = std::max<std::int64_t>(1, bytes / rowBytes(subject, columns));
    if (chunk > 0 && rows >= chunk)
        rows = rows / chunk * chunk;
    else if (rows > 1)
        rows -= rows % 2; // means are made of pairs of rows
    return std::min(rows, wishedRows);
}

} // namespace tessera
