// SPDX-License-Identifier: MIT
#include "core/tile/tile_builder.h"

#include "core/cost/stopwatch.h"
#include "core/kernel/mean_reducer.h"

#include <algorithm>
#include <span>
#include <utility>

namespace tessera {

namespace {

// Gives each tile of a run its columns of some rows of that level.
class RowSplitter {
public:
    RowSplitter(const PixelRect& block, const std::vector<std::unique_ptr<Tile>>& tiles)
        : m_tiles(tiles)
        , m_counts(tiles.size())
        , m_nextRow(block.row)
        , m_firstColumn(block.column)
    {
    }

    // `samples` hold one pixel of the level a column, starting at the block's first column.
    void take(const SampleView& samples)
    {
        for (std::size_t index = 0; index < m_tiles.size(); ++index) {
            Tile& tile = *m_tiles[index];
            SampleView part = samples;
            part.columns = tile.rect.columns;
            part.data += (tile.rect.column - m_firstColumn) * part.columnStride
                * static_cast<std::int64_t>(elementSize(part.type));
            const std::int64_t row = m_nextRow - tile.rect.row;
            if (tile.subject->kind == TileKind::Classes) {
                reduceClasses(part, tile.classTarget().shifted(row, 0), m_counts[index]);
            } else {
                ValueTarget target = tile.valueTarget();
                target.values += row * target.rowStride * target.channels
                    * static_cast<std::int64_t>(elementSize(target.numberType));
                copyValues(part, target);
            }
        }
        m_nextRow += samples.rows;
    }

    std::vector<ReduceCounts> counts() && { return std::move(m_counts); }

private:
    const std::vector<std::unique_ptr<Tile>>& m_tiles;
    std::vector<ReduceCounts> m_counts;
    std::int64_t m_nextRow; // of the level, that take() gets next
    std::int64_t m_firstColumn;
};

// Reads the block's samples band by band and hands each to `use`.
template <class Use>
Result<BlockCost> eachBand(const TileSubject& subject, SourceRegion region, WorkerScratch& scratch,
    const std::stop_token& stop, const Use& use)
{
    BlockCost cost;
    const std::int64_t end = region.row + region.rows * region.rowStep;
    const std::int64_t rows = bandRows(subject, region.columns, region.rows);
    Stopwatch watch;
    while (region.row < end) {
        if (stop.stop_requested())
            return cancelled();
        region.rows = std::min(rows, (end - region.row) / region.rowStep);
        auto samples = subject.source->read(region, scratch.samples, stop);
        cost.readNs += watch.lapNs();
        if (!samples)
            return std::unexpected(std::move(samples.error()));
        use(samples->view);
        cost.reduceNs += watch.lapNs();
        cost.bytesRead += samples->bytesRead;
        region.row += region.rows * region.rowStep;
    }
    cost.scratchBytes = {scratch.samples.size()};
    return cost;
}

Result<BlockCost> buildAsStored(const TileRun& run, const PixelRect& block, RowSplitter& splitter,
    WorkerScratch& scratch, const std::stop_token& stop)
{
    const std::int64_t step = std::int64_t{1} << run.level;
    const PixelRect covered = run.subject->grid.coveredAtLevel0(run.level, block);
    const SourceRegion region{
        run.subject->plane, covered.row, covered.column, block.rows, covered.columns, step};
    return eachBand(*run.subject, region, scratch, stop, [&](SampleView samples) {
        samples.columns = block.columns; // the first sample of each pixel stands for it
        samples.columnStride *= step;
        splitter.take(samples);
    });
}

Result<BlockCost> buildMeans(const TileRun& run, const PixelRect& block, RowSplitter& splitter,
    WorkerScratch& scratch, const std::stop_token& stop)
{
    const PixelRect covered = run.subject->grid.coveredAtLevel0(run.level, block);
    const SourceRegion region{
        run.subject->plane, covered.row, covered.column, covered.rows, covered.columns, 1};
    MeanReducer reducer(run.level, covered.columns, run.subject->source->info().classes,
        run.subject->kind == TileKind::Classes);
    const auto sink = [&](const SampleView& means) { splitter.take(means); };
    auto cost = eachBand(*run.subject, region, scratch, stop,
        [&](const SampleView& samples) { reducer.feed(samples, sink); });
    if (cost)
        reducer.finish(sink);
    return cost;
}

template <class Code>
void countCodes(std::span<const Code> codes, std::vector<std::uint32_t>& pixels)
{
    for (const Code code : codes)
        if (code < pixels.size())
            ++pixels[code];
}

} // namespace

Result<BlockCost> buildBlock(const TileRun& run, const PixelRect& block,
    const std::vector<std::unique_ptr<Tile>>& tiles, WorkerScratch& scratch,
    const std::stop_token& stop)
{
    RowSplitter splitter(block, tiles);
    const bool asStored = run.level == 0 || run.quality == TileQuality::Sampled;
    auto cost = asStored ? buildAsStored(run, block, splitter, scratch, stop)
                         : buildMeans(run, block, splitter, scratch, stop);
    if (cost)
        cost->counts = std::move(splitter).counts();
    return cost;
}

void countClasses(Tile& tile)
{
    if (tile.subject->kind != TileKind::Classes)
        return;
    tile.classPixels.assign(static_cast<std::size_t>(tile.subject->source->info().classes), 0);
    if (tile.wideCodes)
        countCodes(tile.codes.as<const std::uint16_t>(), tile.classPixels);
    else
        countCodes(tile.codes.as<const std::uint8_t>(), tile.classPixels);
}

} // namespace tessera
