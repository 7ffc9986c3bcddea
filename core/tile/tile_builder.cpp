// SPDX-License-Identifier: MIT
#include "core/tile/tile_builder.h"

#include "core/cost/stopwatch.h"
#include "core/kernel/merge.h"
#include "core/tile/band_plan.h"
#include "core/tile/damage_marks.h"
#include "core/tile/row_splitter.h"
#include "core/tile/salvage.h"

#include <algorithm>
#include <span>
#include <utility>

namespace tessera {

namespace {

// One block in the making.
class BlockBuilder {
public:
    BlockBuilder(const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
        : m_task(task)
        , m_info(task.subject.source->info())
        , m_covered(task.subject.grid.coveredAtLevel0(task.level, task.block))
        , m_splitter(task.block, task.tiles)
        , m_scratch(scratch)
        , m_stop(stop)
        , m_salvage(task.subject, scratch.read, scratch.salvaged, stop)
    {
    }

    Result<BlockCost> build()
    {
        const bool asStored = m_task.level == 0 || m_task.quality == TileQuality::Sampled;
        if (auto built = asStored ? buildAsStored() : buildMeans(); !built)
            return std::unexpected(std::move(built.error()));
        m_cost.scratchBytes = m_scratch.bytes();
        m_cost.counts = std::move(m_splitter).counts();
        if (!m_salvage.parts().empty())
            m_cost.damage = markDamage(m_task, m_salvage.parts(), m_cost.counts);
        return std::move(m_cost);
    }

private:
    Band band(std::int64_t wishedRows) const
    {
        Band planned = planBand(m_info, m_covered.columns, wishedRows);
        if (m_task.subject.kind == TileKind::Image)
            planned.classes = m_info.classes; // channels are few
        return planned;
    }

    // The time up to the next lap is `ns`.
    void lap(std::int64_t& ns) { ns += m_watch.lapNs(); }

    Result<Samples> read(const SourceRegion& region, SalvageForm form)
    {
        if (m_stop.stop_requested())
            return cancelled();
        auto known = m_task.subject.damage->reasonFor(region);
        auto samples = known ? Result<Samples>(std::unexpected(*std::move(known)))
                             : m_task.subject.source->read(region, m_scratch.read, m_stop);
        if (!samples && isLocalDamage(samples.error()))
            samples = m_salvage.read(region, form, Error(samples.error()));
        lap(m_cost.readNs);
        if (samples)
            m_cost.bytesRead += samples->bytesRead;
        return samples;
    }

    Result<> buildAsStored()
    {
        const std::int64_t step = std::int64_t{1} << m_task.level;
        const Band most = band(m_task.block.rows);
        SourceRegion region{
            m_task.subject.plane, m_covered.row, m_covered.column, 0, m_covered.columns, step};
        for (std::int64_t done = 0; done < m_task.block.rows; done += region.rows) {
            region.row = m_covered.row + done * step;
            region.rows = std::min(most.rows, m_task.block.rows - done);
            if (auto taken = takeBand(region, most.classes); !taken)
                return taken;
        }
        return {};
    }

    Result<> takeBand(SourceRegion region, std::int64_t groupClasses)
    {
        // Classes are compared in the type of the samples: only then in the tile itself.
        const bool isDirect = m_task.tiles.front()->numberType == m_info.type;
        const bool isWhole = groupClasses >= m_info.classes;
        const ClassTarget state =
            isWhole || isDirect ? ClassTarget{} : stateOf(m_info.type, region.rows);
        for (std::int64_t first = 0; first < m_info.classes; first += groupClasses) {
            region.classes = {first, std::min(first + groupClasses, m_info.classes)};
            auto samples = read(region, SalvageForm::Blank);
            if (!samples)
                return std::unexpected(std::move(samples.error()));
            SampleView view = samples->view;
            view.columns = m_task.block.columns; // the first sample of each pixel stands for it
            view.columnStride *= std::int64_t{1} << m_task.level;
            if (isWhole)
                m_splitter.take(view);
            else if (isDirect)
                m_splitter.merge(view, first);
            else
                mergeClasses(view, first, state);
            lap(m_cost.reduceNs);
        }
        if (!isWhole && isDirect)
            m_splitter.advance(region.rows);
        else if (!isWhole)
            m_splitter.takeMerged(state, region.rows);
        lap(m_cost.reduceNs);
        return {};
    }

    Result<> buildMeans()
    {
        const std::int64_t groupClasses = band(m_covered.rows).classes;
        if (groupClasses >= m_info.classes)
            return feedMeans({0, m_info.classes},
                [this](const SampleView& means, std::int64_t) { m_splitter.take(means); });
        const ClassTarget state = stateOf(ElementType::Float64, m_task.block.rows);
        for (std::int64_t first = 0; first < m_info.classes; first += groupClasses) {
            const ClassRange group{first, std::min(first + groupClasses, m_info.classes)};
            const auto sink = [&](const SampleView& means, std::int64_t row) {
                mergeClasses(means, first, state.shifted(row, 0));
            };
            if (auto fed = feedMeans(group, sink); !fed)
                return fed;
        }
        m_splitter.takeMerged(state, m_task.block.rows);
        lap(m_cost.reduceNs);
        return {};
    }

    // Calls `take` with each row of means of these classes, and its number in the block.
    template <class Take> Result<> feedMeans(ClassRange classes, const Take& take)
    {
        const std::int64_t most = band(m_covered.rows).rows;
        MeanReducer& reducer = m_scratch.means;
        reducer.restart(m_task.level, m_covered.columns, classes.end - classes.first,
            m_task.subject.kind == TileKind::Classes);
        std::int64_t row = 0;
        const auto sink = [&](const SampleView& means) { take(means, row++); };
        SourceRegion region{
            m_task.subject.plane, m_covered.row, m_covered.column, 0, m_covered.columns};
        region.classes = classes;
        for (std::int64_t done = 0; done < m_covered.rows; done += region.rows) {
            region.row = m_covered.row + done;
            region.rows = std::min(most, m_covered.rows - done);
            auto samples = read(region, SalvageForm::Absent);
            if (!samples)
                return std::unexpected(std::move(samples.error()));
            reducer.feed(samples->view, sink);
            lap(m_cost.reduceNs);
        }
        reducer.finish(sink);
        lap(m_cost.reduceNs);
        return {};
    }

    // Planes of the block's width that classes are merged into before they are kept.
    ClassTarget stateOf(ElementType type, std::int64_t rows)
    {
        const auto pixels = static_cast<std::size_t>(rows * m_task.block.columns);
        const bool isWide = needsWideCodes(m_info.classes);
        return {m_scratch.stateCodes.reserve(pixels * (isWide ? 2 : 1)),
            m_scratch.stateNumbers.reserve(pixels * elementSize(type)), isWide, type,
            m_task.block.columns};
    }

    const BlockTask& m_task;
    const VolumeInfo& m_info;
    PixelRect m_covered; // the block at level 0
    RowSplitter m_splitter;
    WorkerScratch& m_scratch;
    const std::stop_token& m_stop;
    Salvage m_salvage;
    Stopwatch m_watch;
    BlockCost m_cost;
};

template <class Code>
void countCodes(std::span<const Code> codes, std::vector<std::uint32_t>& pixels)
{
    for (const Code code : codes)
        if (code < pixels.size())
            ++pixels[code];
}

} // namespace

Result<BlockCost> buildBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
{
    return BlockBuilder(task, scratch, stop).build();
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
