// SPDX-License-Identifier: MIT
#include "core/levels/cell_census.h"

#include "core/levels/cell_means.h"

#include <algorithm>

namespace tessera {

namespace {

CellPosition parentOf(const CellPosition& position)
{
    return {position.level + 1, position.row / 2, position.column / 2};
}

} // namespace

CellCensus::CellCensus(const TileGrid& cells)
    : m_cells(cells)
    , m_all(cells.tilesAt(firstKeptLevel).count())
{
}

void CellCensus::add(const CellPosition& position)
{
    if (isCovered(position))
        return;
    removeUnder(position);
    m_known += firstCellsUnder(position);
    m_entries.insert(position);
    joinUpwards(position);
}

void CellCensus::clear()
{
    m_known = 0;
    m_entries.clear();
}

double CellCensus::share() const
{
    return static_cast<double>(m_known) / static_cast<double>(m_all);
}

std::int64_t CellCensus::firstCellsUnder(const CellPosition& position) const
{
    const TileRange all = m_cells.tilesAt(firstKeptLevel);
    const int up = position.level - firstKeptLevel;
    const auto along = [up](std::int64_t at, std::int64_t end) {
        return std::min(end, (at + 1) << up) - (at << up);
    };
    return along(position.row, all.endRow) * along(position.column, all.endColumn);
}

bool CellCensus::isCovered(CellPosition position) const
{
    for (; position.level < m_cells.levels(); position = parentOf(position))
        if (m_entries.contains(position))
            return true;
    return false;
}

void CellCensus::removeUnder(const CellPosition& position)
{
    for (std::int32_t level = firstKeptLevel; level < position.level; ++level) {
        const int up = position.level - level;
        auto entry = m_entries.lower_bound({level, position.row << up, position.column << up});
        while (
            entry != m_entries.end() && entry->level == level && entry->row >> up == position.row) {
            if (entry->column >> up != position.column) {
                ++entry;
                continue;
            }
            m_known -= firstCellsUnder(*entry);
            entry = m_entries.erase(entry);
        }
    }
}

// Four that are there are as good as the one above them.
void CellCensus::joinUpwards(CellPosition position)
{
    while (position.level + 1 < m_cells.levels()) {
        const CellPosition parent = parentOf(position);
        const TileRange all = m_cells.tilesAt(position.level);
        for (int child = 0; child < 4; ++child) {
            const CellPosition one = childOf(parent, child);
            if (one.row < all.endRow && one.column < all.endColumn && !m_entries.contains(one))
                return;
        }
        for (int child = 0; child < 4; ++child)
            m_entries.erase(childOf(parent, child));
        m_entries.insert(parent);
        position = parent;
    }
}

} // namespace tessera
