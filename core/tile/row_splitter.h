// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/sample_view.h"
#include "core/kernel/class_planes.h"
#include "core/kernel/reduce.h"
#include "core/tile/tile.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera {

// Gives each tile of a run its columns of the rows of a block, top to bottom.
// Threads: one; blocks of different rows or columns may be filled at once.
class RowSplitter {
public:
    RowSplitter(const PixelRect& block, const std::vector<std::unique_ptr<Tile>>& tiles);
    RowSplitter(const PixelRect& block, const std::vector<Tile*>& tiles);

    // The next rows: `samples` hold one pixel of the level a column, from the block's first on.
    void take(const SampleView& samples);

    // The same rows, some classes at a time, straight into the tiles, which must keep numbers of
    // the samples' type; then advance().
    void merge(const SampleView& samples, std::int64_t firstClass);
    void advance(std::int64_t rows);

    // The next rows, merged elsewhere: `state` begins at the block's first column.
    void takeMerged(const ClassTarget& state, std::int64_t rows);

    std::vector<ReduceCounts> counts() && { return std::move(m_counts); }

private:
    // What a tile has of the block, in columns of the block and of the tile.
    struct Share {
        Tile* tile = nullptr;
        std::int64_t blockColumn = 0;
        std::int64_t tileColumn = 0;
        std::int64_t columns = 0;
        ReduceCounts* counts = nullptr;
    };
    void addShare(Tile& tile, const PixelRect& block, ReduceCounts& counts);
    ClassTarget targetOf(const Share& share) const;
    static SampleView partOf(const SampleView& samples, const Share& share);

    std::vector<ReduceCounts> m_counts; // one a tile
    std::vector<Share> m_shares; // of the tiles that the block touches
    std::int64_t m_nextRow; // of the level
};

} // namespace tessera
