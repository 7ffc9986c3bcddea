// SPDX-License-Identifier: MIT
#include "core/tile/tile_group.h"

#include <algorithm>
#include <new>
#include <utility>

namespace tessera {

TileGroup::TileGroup(TileRun run, std::int64_t wishedNs, std::shared_ptr<BufferPool> buffers)
    : m_run(std::move(run))
    , m_buffers(std::move(buffers))
    , m_cells(usesCells(*m_run.subject, m_run.level, m_run.quality)
              ? std::make_unique<CellTile>(m_run)
              : nullptr)
    , m_blocks(m_cells ? std::vector<PixelRect>() : planBlocks(m_run))
    , m_wishedNs(wishedNs)
{
}

TileKey TileGroup::keyOf(std::size_t tile) const
{
    return {m_run.subject->id, m_run.level, m_run.row,
        m_run.firstColumn + static_cast<std::int32_t>(tile)};
}

std::size_t TileGroup::takeBlock(std::int64_t nowNs)
{
    if (m_taken == 0)
        m_startedNs = nowNs;
    return m_taken++;
}

void TileGroup::allocate(const FinerKeeper* keeper)
{
    std::vector<std::unique_ptr<Tile>> tiles;
    tiles.reserve(tileCount());
    for (std::size_t tile = 0; tile < tileCount(); ++tile)
        tiles.push_back(makeTile(m_run.subject, keyOf(tile), m_run.quality, m_buffers.get()));
    m_tiles = std::move(tiles);
    if (keeper != nullptr && !m_cells && m_run.quality == TileQuality::Exact)
        m_finer = std::make_unique<FinerTiles>(
            *m_run.subject, m_run.level, runRect(m_run), keeper->finestLevel());
}

Result<BlockCost> TileGroup::build(
    std::size_t block, WorkerScratch& scratch, const FinerKeeper* keeper)
{
    try {
        std::call_once(m_allocated, [this, keeper] { allocate(keeper); });
        if (m_cells)
            return m_cells->build(block, m_tiles, scratch, m_stop.get_token(), keeper);
        return buildBlock({*m_run.subject, m_run.level, m_run.quality, m_blocks[block], m_tiles,
                              m_finer.get(), keeper},
            scratch, m_stop.get_token());
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory,
            "There is not enough memory for this part of the picture; close other files and try "
            "again.");
    }
}

bool TileGroup::settle(Result<BlockCost> cost)
{
    ++m_back;
    if (!cost) {
        if (!m_error && cost.error().code != ErrorCode::Cancelled) {
            m_error = std::move(cost.error());
            m_stop.request_stop();
        }
        return m_error && m_back == m_taken;
    }
    ++m_good;
    m_cost.readNs += cost->readNs;
    m_cost.reduceNs += cost->reduceNs;
    m_cost.bytesRead += cost->bytesRead;
    m_cost.scratchBytes = std::max(m_cost.scratchBytes, cost->scratchBytes);
    for (std::size_t tile = 0; tile < m_tiles.size(); ++tile)
        m_tiles[tile]->counts += cost->counts[tile];
    for (std::size_t tile = 0; tile < cost->damage.size(); ++tile)
        m_tiles[tile]->damage += cost->damage[tile];
    m_cost.sampledPixels += cost->sampledPixels;
    if (m_run.quality == TileQuality::Spread)
        for (const auto& tile : m_tiles)
            tile->sampledShare = sampledShare();
    return m_error ? m_back == m_taken : m_good == blockCount();
}

double TileGroup::sampledShare() const
{
    const PixelRect under = m_run.subject->grid.coveredAtLevel0(m_run.level, runRect(m_run));
    return static_cast<double>(m_cost.sampledPixels)
        / (static_cast<double>(under.rows) * static_cast<double>(under.columns));
}

std::vector<TileBill> TileGroup::bills(int worker, std::int64_t nowNs) const
{
    const PixelRect rect = runRect(m_run);
    std::int64_t before = 0; // columns of the tiles already billed
    std::vector<TileBill> bills;
    for (const auto& tile : m_tiles) {
        const std::int64_t after = before + tile->rect.columns;
        // Cumulative shares: whatever the rounding, they add up to the whole.
        const auto share = [&]<class T>(T whole) {
            const auto upTo = [&](std::int64_t columns) {
                return static_cast<T>(static_cast<double>(whole) * static_cast<double>(columns)
                    / static_cast<double>(rect.columns));
            };
            return after == rect.columns ? whole - upTo(before) : upTo(after) - upTo(before);
        };
        TileBill bill = billOf(tile->key, worker, nowNs);
        bill.readNs = share(m_cost.readNs);
        bill.reduceNs = share(m_cost.reduceNs);
        bill.bytesRead = {share(m_cost.bytesRead.value)};
        bill.scratchBytes = m_cost.scratchBytes;
        bill.bytesKept = tile->bytes();
        bill.damage = tile->damage.reason;
        bills.push_back(std::move(bill));
        before = after;
    }
    return bills;
}

std::vector<TileBill> TileGroup::failureBills(int worker, std::int64_t nowNs) const
{
    std::vector<TileBill> bills;
    bills.reserve(tileCount());
    for (std::size_t tile = 0; tile < tileCount(); ++tile) {
        bills.push_back(billOf(keyOf(tile), worker, nowNs));
        bills.back().damage = m_error->message;
    }
    return bills;
}

TileBill TileGroup::billOf(const TileKey& key, int worker, std::int64_t nowNs) const
{
    TileBill bill;
    bill.isImage = m_run.subject->kind == TileKind::Image;
    bill.z = m_run.subject->plane.z;
    bill.t = m_run.subject->plane.t;
    bill.level = m_run.level;
    bill.row = key.row;
    bill.column = key.column;
    bill.worker = worker;
    bill.finishedNs = nowNs;
    bill.waitNs = m_startedNs - m_wishedNs;
    return bill;
}

} // namespace tessera
