// SPDX-License-Identifier: MIT
#include "core/tile/tile.h"

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
    const VolumeInfo& info = subject->source->info();
    auto tile = std::make_unique<Tile>();
    tile->key = key;
    tile->rect = rect;
    tile->quality = quality;
    // Only what stands in the file stays as it is stored; a mean or a scaled sample is a float32.
    // Means of an image of few bits keep those: it is looked at, not measured, and three channels
    // of float32 would be most of the memory of a view.
    const bool isFewBits = info.type == ElementType::UInt8 || info.type == ElementType::UInt16;
    const bool keepsType =
        (key.level == 0 && !info.isComputed) || (subject->kind == TileKind::Image && isFewBits);
    tile->numberType = keepsType ? info.type : ElementType::Float32;
    const auto pixels = static_cast<std::size_t>(tile->rect.rows * tile->rect.columns);
    if (subject->kind == TileKind::Classes) {
        tile->wideCodes = needsWideCodes(info.classes);
        tile->codes = memory(pixels * (tile->wideCodes ? 2 : 1));
    } else {
        tile->channels = info.classes;
    }
    tile->numbers =
        memory(pixels * static_cast<std::size_t>(tile->channels) * elementSize(tile->numberType));
    tile->subject = std::move(subject);
    return tile;
}

} // namespace tessera
