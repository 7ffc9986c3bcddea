// SPDX-License-Identifier: MIT
#include "core/tile/tile_builder.h"

#include "core/kernel/merge.h"
#include "core/tile/band_reader.h"
#include "core/tile/cell_rows.h"
#include "core/tile/damage_marks.h"
#include "core/tile/file_level_builder.h"
#include "core/tile/finer_tiles.h"
#include "core/tile/row_splitter.h"
#include "core/tile/spread_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
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
        , m_splitter(task.block, task.tiles)
        , m_scratch(scratch)
        , m_reader(task.subject, task.subject.grid.coveredAtLevel0(task.level, task.block), scratch,
              stop)
    {
    }

    Result<BlockCost> build()
    {
        const bool asStored = m_task.level == 0 || m_task.quality == TileQuality::Sampled;
        if (auto built = asStored ? buildAsStored() : buildMeans(); !built)
            return std::unexpected(std::move(built.error()));
        BlockCost& cost = m_reader.cost();
        cost.scratchBytes = m_scratch.bytes();
        cost.counts = std::move(m_splitter).counts();
        if (const auto& parts = m_reader.damagedParts(); !parts.empty())
            cost.damage = markDamage(m_task, parts, cost.counts);
        return std::move(cost);
    }

private:
    const PixelRect& covered() const { return m_reader.covered(); }

    Result<> buildAsStored()
    {
        const std::int64_t step = std::int64_t{1} << m_task.level;
        const Band most = m_reader.band(m_task.block.rows);
        SourceRegion region{
            m_task.subject.plane, covered().row, covered().column, 0, covered().columns, step};
        for (std::int64_t done = 0; done < m_task.block.rows; done += region.rows) {
            region.row = covered().row + done * step;
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
            auto samples = m_reader.read(region, SalvageForm::Blank);
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
            m_reader.lapReduced();
        }
        if (!isWhole && isDirect)
            m_splitter.advance(region.rows);
        else if (!isWhole)
            m_splitter.takeMerged(state, region.rows);
        m_reader.lapReduced();
        return {};
    }

    Result<> buildMeans()
    {
        const std::int64_t groupClasses = m_reader.band(covered().rows).classes;
        if (groupClasses >= m_info.classes) {
            FinerRows finer(m_task.finer, m_task.block, m_task.keeper);
            CellRows cells(m_task.subject, m_task.level, m_task.block);
            return m_reader.feedMeans(m_task.level, {0, m_info.classes},
                [this](const SampleView& means) { m_splitter.take(means); }, {&finer, &cells});
        }
        const ClassTarget state = stateOf(ElementType::Float64, m_task.block.rows);
        for (std::int64_t first = 0; first < m_info.classes; first += groupClasses) {
            const ClassRange group{first, std::min(first + groupClasses, m_info.classes)};
            std::int64_t row = 0;
            const auto merge = [&](const SampleView& means) {
                mergeClasses(means, first, state.shifted(row++, 0));
            };
            if (auto fed = m_reader.feedMeans(m_task.level, group, merge); !fed)
                return fed;
        }
        m_splitter.takeMerged(state, m_task.block.rows);
        m_reader.lapReduced();
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
    RowSplitter m_splitter;
    WorkerScratch& m_scratch;
    BandReader m_reader;
};

// Neighbours mostly have the same class, so words of equal codes are counted at once.
template <class Code>
void countCodes(std::span<const Code> codes, std::vector<std::uint32_t>& pixels)
{
    constexpr int codeBits = std::numeric_limits<Code>::digits;
    constexpr std::uint32_t together = sizeof(std::uint64_t) / sizeof(Code);
    const auto add = [&pixels](Code code, std::uint32_t count) {
        if (code < pixels.size())
            pixels[code] += count;
    };
    while (codes.size() >= together) {
        std::uint64_t word = 0;
        std::memcpy(&word, codes.data(), sizeof(word));
        if (word == std::rotl(word, codeBits))
            add(codes.front(), together);
        else
            for (const Code code : codes.first(together))
                add(code, 1);
        codes = codes.subspan(together);
    }
    for (const Code code : codes)
        add(code, 1);
}

} // namespace

Result<BlockCost> buildBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop)
{
    if (task.quality == TileQuality::Spread)
        return buildSpreadBlock(task, scratch, stop);
    if (task.quality == TileQuality::FileLevel)
        return buildFileLevelBlock(task, scratch, stop);
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
