// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/block_plan.h"
#include "core/tile/cell_maker.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace tessera {

// One tile in the making of cells. Its blocks are cells up to two levels below it, so that several
// workers share the work; whoever finishes the last one puts the tile together.
// Threads: build() by any, at once for different blocks.
class CellTile {
public:
    explicit CellTile(const TileRun& run); // of one tile, which uses cells

    std::size_t blockCount() const { return m_blocks.size(); }
    // As buildBlock(); `tiles` is the one of the run, `keeper` as of CellMaker. Errors: NotFound,
    // too, where a run that is only made of what is kept lacks a cell.
    Result<BlockCost> build(std::size_t block, const std::vector<std::unique_ptr<Tile>>& tiles,
        WorkerScratch& scratch, const std::stop_token& stop, const FinerKeeper* keeper);

private:
    void lookForWhole();
    Result<> putTogether(
        const std::vector<std::unique_ptr<Tile>>& tiles, CellMaker& maker, WorkerScratch& scratch);

    SubjectPtr m_subject;
    bool m_isOnlyIfKept;
    std::vector<CellPosition> m_ofTile; // cells of its level
    std::vector<CellPosition> m_blocks;
    std::once_flag m_looked;
    std::vector<MadeCell> m_whole; // those of m_ofTile, where all were there; set under m_looked
    std::vector<MadeCell> m_made; // those of m_blocks, each written by who builds it
    std::atomic<std::size_t> m_left; // blocks to come
};

} // namespace tessera
