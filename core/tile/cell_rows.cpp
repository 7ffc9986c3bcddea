// SPDX-License-Identifier: MIT
#include "core/tile/cell_rows.h"

#include "core/levels/cell_parts.h"
#include "core/tile/cell_maker.h"
#include "core/tile/plane_cells.h"

#include <utility>

namespace tessera {

namespace {

// The block in pixels of the first kept level; empty where it has parts of such pixels.
PixelRect atFirstKept(const TileGrid& grid, int level, const PixelRect& block)
{
    const std::int64_t step = std::int64_t{1} << (firstKeptLevel - level);
    const PlaneShape shape = grid.shapeAt(level);
    const auto isWhole = [step](std::int64_t first, std::int64_t count, std::int64_t all) {
        return first % step == 0 && (count % step == 0 || first + count == all);
    };
    if (!isWhole(block.row, block.rows, shape.rows)
        || !isWhole(block.column, block.columns, shape.columns))
        return {};
    return {block.row / step, block.column / step, (block.rows + step - 1) / step,
        (block.columns + step - 1) / step};
}

} // namespace

CellRows::CellRows(const TileSubject& subject, int level, const PixelRect& block)
    : m_subject(subject)
{
    if (!subject.cells || level >= firstKeptLevel)
        return;
    const TileGrid& cells = subject.cells->grid();
    m_rect = atFirstKept(cells, level, block);
    if (m_rect.isEmpty())
        return;
    const TileRange range =
        cells.tilesTouching(firstKeptLevel, cells.coveredAtLevel0(firstKeptLevel, m_rect));
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column) {
            const CellPosition cell{firstKeptLevel, row, column};
            // Those of nothing cost nothing.
            if (subject.cells->isWanted(cell) && !holdsNothing(subject, cell))
                m_cells.push_back(cell);
        }
    m_nextRow = m_rect.row;
    if (!m_cells.empty())
        m_means = makeMeans({cells, firstKeptLevel, m_rect}, subject.cells->classes());
}

void CellRows::take(const SampleView& means, std::span<const std::uint64_t> counts)
{
    putRow({{m_nextRow++, m_rect.column, 1, m_rect.columns}, means, counts, 0},
        {m_subject.cells->grid(), firstKeptLevel, m_rect}, m_means);
}

void CellRows::commit()
{
    for (const CellPosition& cell : std::exchange(m_cells, {}))
        m_subject.cells->collect(cell, m_rect, m_means);
}

} // namespace tessera
