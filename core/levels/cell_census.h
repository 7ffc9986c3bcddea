// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/tile_grid.h"
#include "core/levels/mean_cell.h"

#include <cstdint>
#include <set>

namespace tessera {

// Which part of a plane is known: counts the cells of the first kept level that exist, or that an
// existing cell of a coarser level was made of. What belongs together is kept as one entry, so that
// it stays small whatever the plane. Threads: one at a time.
class CellCensus {
public:
    explicit CellCensus(const TileGrid& cells);

    void add(const CellPosition& position);
    void clear();

    double share() const; // 0 to 1
    bool isComplete() const { return m_known == m_all; }

private:
    std::int64_t firstCellsUnder(const CellPosition& position) const;
    bool isCovered(CellPosition position) const;
    void removeUnder(const CellPosition& position);
    void joinUpwards(CellPosition position);

    TileGrid m_cells;
    std::int64_t m_all = 0;
    std::int64_t m_known = 0;
    std::set<CellPosition> m_entries; // none lies under another
};

} // namespace tessera
