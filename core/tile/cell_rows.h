// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/levels/mean_cell.h"
#include "core/tile/tile_subject.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

// What is read for a block of a level below the first kept one brings the means of that level too:
// takes them, row by row, for the cells that nobody has made yet. Threads: one.
class CellRows {
public:
    // `block` in pixels of `level`, 1 or above. It may write nothing to cells: where the subject
    // has none, where all are known, and where it does not consist of whole pixels of theirs. For
    // workers: it may ask the disk. Throws std::bad_alloc.
    CellRows(const TileSubject& subject, int level, const PixelRect& block);

    bool isEmpty() const { return m_cells.empty(); } // no row is wanted

    // The next row, all of its columns and classes; `counts` as MeanReducer::counts().
    void take(const SampleView& means, std::span<const std::uint64_t> counts);

    // All rows of the block came, and all is well: they go to the cells, and those that are whole
    // now are kept, which may write files. What a block without it brought is never seen.
    void commit();

private:
    const TileSubject& m_subject;
    std::vector<CellPosition> m_cells; // those wanted
    PixelRect m_rect; // of the block, in pixels of the first kept level
    MeanCell m_means;
    std::int64_t m_nextRow = 0;
};

} // namespace tessera
