// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/tile_bill.h"
#include "core/tile/cell_tile.h"
#include "core/tile/finer_tiles.h"
#include "core/tile/tile_builder.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace tessera {

// A run of tiles in the making: its blocks are taken one by one, by any worker, and when the last
// is back the tiles are whole. Threads: build() by any, at once for different blocks; everything
// else under the lock of the owner.
class TileGroup {
public:
    // Tiles take their memory from `buffers`, if there are any.
    TileGroup(TileRun run, std::int64_t wishedNs, std::shared_ptr<BufferPool> buffers = nullptr);

    const TileRun& run() const { return m_run; }
    std::size_t tileCount() const
    {
        return static_cast<std::size_t>(m_run.endColumn - m_run.firstColumn);
    }
    TileKey keyOf(std::size_t tile) const;
    void setRank(std::size_t rank) { m_run.rank = rank; }

    bool isStarted() const { return m_taken > 0; }
    bool hasBlocks() const { return m_taken < blockCount() && !m_error; }
    std::size_t takeBlock(std::int64_t nowNs);
    // Finer tiles that are made on the way go to `keeper`, if there is one.
    Result<BlockCost> build(
        std::size_t block, WorkerScratch& scratch, const FinerKeeper* keeper = nullptr);
    void abandon() { m_stop.request_stop(); }

    // What a block came to; true when nothing is left to wait for.
    bool settle(Result<BlockCost> cost);
    const std::optional<Error>& error() const { return m_error; }

    // Only after settle() said true, without an error: the finished tiles and their bills, which
    // add up to what the blocks cost.
    std::vector<std::unique_ptr<Tile>> takeTiles() { return std::move(m_tiles); }
    std::vector<TileBill> bills(int worker, std::int64_t nowNs) const;
    // With an error: one a tile, which says why there is none.
    std::vector<TileBill> failureBills(int worker, std::int64_t nowNs) const;

private:
    std::size_t blockCount() const { return m_cells ? m_cells->blockCount() : m_blocks.size(); }
    void allocate(const FinerKeeper* keeper);
    double sampledShare() const;
    TileBill billOf(const TileKey& key, int worker, std::int64_t nowNs) const;

    TileRun m_run;
    std::shared_ptr<BufferPool> m_buffers;
    std::unique_ptr<CellTile> m_cells; // where it is made of cells; else null
    std::vector<PixelRect> m_blocks; // else
    std::int64_t m_wishedNs;
    std::int64_t m_startedNs = 0;
    std::size_t m_taken = 0;
    std::size_t m_back = 0; // of those taken
    std::size_t m_good = 0; // of those back
    BlockCost m_cost;
    std::optional<Error> m_error;
    std::stop_source m_stop;
    std::once_flag m_allocated;
    std::vector<std::unique_ptr<Tile>> m_tiles; // written once under m_allocated
    std::unique_ptr<FinerTiles> m_finer; // written once under m_allocated; null: none
};

} // namespace tessera
