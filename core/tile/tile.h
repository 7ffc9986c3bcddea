// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/buffer_pool.h"
#include "core/base/byte_count.h"
#include "core/grid/tile_key.h"
#include "core/kernel/class_planes.h"
#include "core/kernel/paint.h"
#include "core/kernel/reduce.h"
#include "core/tile/tile_damage.h"
#include "core/tile/tile_subject.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera {

// Exact: the pixels themselves, or the means of all samples under a pixel. Sampled: one sample a
// pixel. To stand in for something better, Spread: the mean of a few samples a pixel (see
// spread_plan.h); FileLevel: of a coarser level that the file brings (see file_level_plan.h).
enum class TileQuality : std::uint8_t { Spread, Sampled, FileLevel, Exact };

// The numbers of one tile: class and number a pixel, or the values of an image. Immutable when
// shared.
struct Tile {
    TileKey key;
    SubjectPtr subject;
    PixelRect rect; // in pixels of key.level
    TileQuality quality = TileQuality::Exact;
    bool wideCodes = false;
    ElementType numberType = ElementType::Float32;
    std::int64_t channels = 1; // numbers a pixel: 1, or those of an image
    AlignedBuffer codes; // empty for an image
    AlignedBuffer numbers;
    ReduceCounts counts;
    std::vector<std::uint32_t> classPixels; // how many pixels each class won; empty for an image
    TileDamage damage;
    double sampledShare = 1; // of what lies under it, of a tile of spread samples
    std::uint64_t billSerial = 0; // in the cost log of its session

    ByteCount bytes() const { return {codes.size() + numbers.size() + classPixels.size() * 4}; }
    ClassView classView() const;
    ValueView valueView() const;
    ClassTarget classTarget();
    ValueTarget valueTarget();
};
using TilePtr = std::shared_ptr<const Tile>;

// An empty tile with room for its numbers, from the pool where there is one. Throws
// std::bad_alloc.
std::unique_ptr<Tile> makeTile(
    SubjectPtr subject, const TileKey& key, TileQuality quality, BufferPool* buffers = nullptr);

// The same for any rectangle of the key's level, for what is not kept as a tile.
std::unique_ptr<Tile> makeTileOf(SubjectPtr subject, const TileKey& key, TileQuality quality,
    const PixelRect& rect, BufferPool* buffers = nullptr);

} // namespace tessera
