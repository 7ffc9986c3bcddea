// SPDX-License-Identifier: MIT
#include "core/tile/cell_tile.h"

#include "core/cost/stopwatch.h"
#include "core/kernel/reduce.h"
#include "core/tile/damage_marks.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr int mostLevelsBelow = 2;
constexpr std::int64_t mostBlocksAlong = 4;

// The cells of a level that lie in a tile of the same level or of one above it.
std::vector<CellPosition> cellsIn(const TileRun& run, int level)
{
    const TileGrid& cells = run.subject->cells->grid();
    const auto along =
        static_cast<std::int32_t>((run.subject->grid.edge() / cells.edge()) << (run.level - level));
    const TileRange all = cells.tilesAt(level);
    const std::int32_t endRow = std::min(all.endRow, (run.row + 1) * along);
    const std::int32_t endColumn = std::min(all.endColumn, (run.firstColumn + 1) * along);
    std::vector<CellPosition> found;
    for (std::int32_t row = run.row * along; row < endRow; ++row)
        for (std::int32_t column = run.firstColumn * along; column < endColumn; ++column)
            found.push_back({level, row, column});
    return found;
}

int blockLevel(const TileRun& run)
{
    const std::int64_t along = run.subject->grid.edge() / run.subject->cells->grid().edge();
    int below = 0;
    while (below < mostLevelsBelow && run.level - below > firstKeptLevel
        && (along << (below + 1)) <= mostBlocksAlong)
        ++below;
    return run.level - below;
}

// Puts the pixels of cells into a tile, row by row.
class TileFiller {
public:
    TileFiller(Tile& tile, AlignedBuffer& memory)
        : m_tile(tile)
        , m_isImage(tile.subject->kind == TileKind::Image)
        , m_memory(memory)
    {
    }

    void put(const MeanCell& cell, const PixelRect& rect)
    {
        for (std::int64_t row = 0; row < rect.rows; ++row) {
            const SampleView view = rowOf(cell, row);
            const std::int64_t inRow = rect.row + row - m_tile.rect.row;
            const std::int64_t inColumn = rect.column - m_tile.rect.column;
            if (!m_isImage) {
                reduceClasses(view, m_tile.classTarget().shifted(inRow, inColumn), m_counts);
                continue;
            }
            ValueTarget target = m_tile.valueTarget();
            const std::int64_t value = (inRow * target.rowStride + inColumn) * target.channels;
            target.values += value * static_cast<std::int64_t>(elementSize(target.numberType));
            copyValues(view, target);
        }
    }

    const ReduceCounts& counts() const { return m_counts; }

private:
    // Doubles, as means are where they come straight from the samples, so that they are rounded in
    // the same way.
    SampleView rowOf(const MeanCell& cell, std::int64_t row)
    {
        const std::int64_t columns = cell.shape.columns;
        const auto values = static_cast<std::size_t>(columns * cell.classes);
        m_memory.reserve(values * sizeof(double));
        const auto out = m_memory.as<double>().first(values);
        const auto means = cell.means.as<const float>();
        if (cell.isUniform)
            for (std::size_t at = 0; at < values; ++at)
                out[at] = static_cast<double>(means[at % means.size()]);
        else
            std::ranges::copy(
                means.subspan(static_cast<std::size_t>(row) * values, values), out.begin());
        return {ElementType::Float64, m_memory.data(), 1, columns, cell.classes,
            columns * cell.classes, cell.classes, 1};
    }

    Tile& m_tile;
    bool m_isImage;
    AlignedBuffer& m_memory;
    ReduceCounts m_counts;
};

} // namespace

CellTile::CellTile(const TileRun& run)
    : m_subject(run.subject)
    , m_isOnlyIfKept(run.isOnlyIfKept)
    , m_ofTile(cellsIn(run, run.level))
    , m_blocks(cellsIn(run, blockLevel(run)))
    , m_made(m_blocks.size())
    , m_left(m_blocks.size())
{
}

// The parts of what is there already need not be looked for.
void CellTile::lookForWhole()
{
    std::vector<MadeCell> found;
    found.reserve(m_ofTile.size());
    for (const CellPosition& position : m_ofTile) {
        MadeCell cell = m_subject->cells->find(position);
        if (!cell.cell)
            return;
        found.push_back(std::move(cell));
    }
    m_whole = std::move(found);
}

Result<BlockCost> CellTile::build(std::size_t block,
    const std::vector<std::unique_ptr<Tile>>& tiles, WorkerScratch& scratch,
    const std::stop_token& stop, const FinerKeeper* keeper)
{
    CellMaker maker(*m_subject, scratch, stop, keeper);
    maker.cost().counts.resize(1);
    Stopwatch watch;
    std::call_once(m_looked, [this] { lookForWhole(); });
    maker.cost().readNs += watch.lapNs();
    if (m_whole.empty()) {
        if (m_isOnlyIfKept)
            return fail(ErrorCode::NotFound, "A part of this picture was never made.");
        auto made = maker.make(m_blocks[block]);
        if (!made)
            return std::unexpected(std::move(made.error()));
        m_made[block] = *std::move(made);
    }
    if (m_left.fetch_sub(1, std::memory_order_acq_rel) == 1)
        if (auto done = putTogether(tiles, maker, scratch); !done)
            return std::unexpected(std::move(done.error()));
    maker.cost().scratchBytes = scratch.bytes();
    return std::move(maker.cost());
}

Result<> CellTile::putTogether(
    const std::vector<std::unique_ptr<Tile>>& tiles, CellMaker& maker, WorkerScratch& scratch)
{
    for (std::size_t index = 0; index < m_whole.size(); ++index)
        maker.give(m_ofTile[index], m_whole[index]);
    for (std::size_t index = 0; m_whole.empty() && index < m_blocks.size(); ++index)
        maker.give(m_blocks[index], m_made[index]);
    Tile& tile = *tiles.front();
    const TileGrid& grid = m_subject->cells->grid();
    TileFiller filler(tile, scratch.stateNumbers);
    std::vector<DamagedPart> parts;
    for (const CellPosition& position : m_ofTile) {
        auto cell = maker.make(position);
        if (!cell)
            return std::unexpected(std::move(cell.error()));
        const Stopwatch watch;
        filler.put(*cell->cell, grid.tileRect(position.level, position.row, position.column));
        maker.cost().reduceNs += watch.elapsedNs();
        if (cell->damage)
            parts.insert(parts.end(), cell->damage->begin(), cell->damage->end());
    }
    BlockCost& cost = maker.cost();
    cost.counts.front() = filler.counts();
    if (!parts.empty())
        cost.damage = markDamage(
            {*m_subject, tile.key.level, TileQuality::Exact, tile.rect, tiles}, parts, cost.counts);
    return {};
}

} // namespace tessera
