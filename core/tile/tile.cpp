// SPDX-License-Identifier: MIT
#include "core/tile/tile.h"

#include "core/tile/tile_format.h"

#include <atomic>
#include <utility>

namespace tessera {

std::uint64_t nextSubjectId()
{
    static std::atomic<std::uint64_t> next{1};
    return next.fetch_add(1, std::memory_order_relaxed);
}

ClassView Tile::classView() const
{
    return {
        codes.data(), numbers.data(), wideCodes, numberType, rect.rows, rect.columns, rect.columns};
}

ValueView Tile::valueView() const
{
    return {numbers.data(), numberType, channels, rect.rows, rect.columns, rect.columns};
}

ClassTarget Tile::classTarget()
{
    return {codes.data(), numbers.data(), wideCodes, numberType, rect.columns};
}

ValueTarget Tile::valueTarget()
{
    return {numbers.data(), numberType, channels, rect.columns};
}

std::unique_ptr<Tile> makeTile(
    SubjectPtr subject, const TileKey& key, TileQuality quality, BufferPool* buffers)
{
    const PixelRect rect = subject->grid.tileRect(key.level, key.row, key.column);
    return makeTileOf(std::move(subject), key, quality, rect, buffers);
}

std::unique_ptr<Tile> makeTileOf(SubjectPtr subject, const TileKey& key, TileQuality quality,
    const PixelRect& rect, BufferPool* buffers)
{
    const auto memory = [buffers](std::size_t bytes) {
        return buffers != nullptr ? buffers->take(bytes) : AlignedBuffer(bytes);
    };
    const TileFormat format = tileFormat(*subject, key.level);
    auto tile = std::make_unique<Tile>();
    tile->key = key;
    tile->rect = rect;
    tile->quality = quality;
    tile->wideCodes = format.codeBytes > 1;
    tile->numberType = format.numberType;
    tile->channels = format.channels;
    const auto pixels = static_cast<std::size_t>(rect.rows * rect.columns);
    if (format.codeBytes > 0)
        tile->codes = memory(pixels * static_cast<std::size_t>(format.codeBytes));
    tile->numbers =
        memory(pixels * static_cast<std::size_t>(format.channels) * elementSize(format.numberType));
    tile->subject = std::move(subject);
    return tile;
}

} // namespace tessera
