// SPDX-License-Identifier: MIT
#include "core/tile/row_splitter.h"

#include "core/kernel/merge.h"

#include <algorithm>

namespace tessera {

RowSplitter::RowSplitter(const PixelRect& block, const std::vector<std::unique_ptr<Tile>>& tiles)
    : m_counts(tiles.size())
    , m_nextRow(block.row)
{
    m_shares.reserve(tiles.size());
    for (std::size_t index = 0; index < tiles.size(); ++index)
        addShare(*tiles[index], block, m_counts[index]);
}

RowSplitter::RowSplitter(const PixelRect& block, const std::vector<Tile*>& tiles)
    : m_counts(tiles.size())
    , m_nextRow(block.row)
{
    m_shares.reserve(tiles.size());
    for (std::size_t index = 0; index < tiles.size(); ++index)
        addShare(*tiles[index], block, m_counts[index]);
}

void RowSplitter::addShare(Tile& tile, const PixelRect& block, ReduceCounts& counts)
{
    const std::int64_t first = std::max(tile.rect.column, block.column);
    const std::int64_t end =
        std::min(tile.rect.column + tile.rect.columns, block.column + block.columns);
    if (first < end)
        m_shares.push_back(
            {&tile, first - block.column, first - tile.rect.column, end - first, &counts});
}

ClassTarget RowSplitter::targetOf(const Share& share) const
{
    return share.tile->classTarget().shifted(m_nextRow - share.tile->rect.row, share.tileColumn);
}

SampleView RowSplitter::partOf(const SampleView& samples, const Share& share)
{
    SampleView part = samples;
    part.columns = share.columns;
    part.data +=
        share.blockColumn * part.columnStride * static_cast<std::int64_t>(elementSize(part.type));
    return part;
}

void RowSplitter::take(const SampleView& samples)
{
    for (const Share& share : m_shares) {
        const SampleView part = partOf(samples, share);
        if (share.tile->subject->kind == TileKind::Classes) {
            reduceClasses(part, targetOf(share), *share.counts);
            continue;
        }
        ValueTarget target = share.tile->valueTarget();
        const std::int64_t pixel =
            (m_nextRow - share.tile->rect.row) * target.rowStride + share.tileColumn;
        target.values +=
            pixel * target.channels * static_cast<std::int64_t>(elementSize(target.numberType));
        copyValues(part, target);
    }
    m_nextRow += samples.rows;
}

void RowSplitter::merge(const SampleView& samples, std::int64_t firstClass)
{
    for (const Share& share : m_shares)
        mergeClasses(partOf(samples, share), firstClass, targetOf(share));
}

void RowSplitter::advance(std::int64_t rows)
{
    for (const Share& share : m_shares)
        *share.counts += countMerged(targetOf(share), rows, share.columns);
    m_nextRow += rows;
}

void RowSplitter::takeMerged(const ClassTarget& state, std::int64_t rows)
{
    for (const Share& share : m_shares) {
        const ClassTarget part = state.shifted(0, share.blockColumn);
        *share.counts += countMerged(part, rows, share.columns);
        keepMerged(part, rows, share.columns, targetOf(share));
    }
    m_nextRow += rows;
}

} // namespace tessera
