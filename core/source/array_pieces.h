// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"
#include "core/source/storage_plan.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace tessera {

// How a slab of an array whose samples lie one after the other is read: piece by piece. Dimensions
// before `split` are walked one by one; those after it are read as they lie, what is not wanted
// included; `split` itself from its first wanted position to its last.
struct PieceLayout {
    std::size_t split = 0;
    std::int64_t pieces = 1;
    std::int64_t pieceSamples = 1; // from the first wanted one to the last
    // Pieces that follow each other along the dimension before `split` are so far apart, in samples
    // from start to start, and so many of them are read with one call, what lies between included.
    std::int64_t distance = 0;
    std::int64_t piecesACall = 1;
};

// The layout that costs least time: few calls, or few bytes that nobody wants.
PieceLayout planPieces(const Extents& shape, const ArraySlab& slab, std::size_t sampleBytes);

// An array whose samples lie one after the other, wherever that is.
// Threads: any number at once, each with a scratch of its own.
class ArrayPieces {
public:
    explicit ArrayPieces(const StoragePlan& plan);

    // Fills all of `target` with the array's stored bytes from `offset` on.
    using Read = std::function<Result<>(std::uint64_t offset, std::span<std::byte> target)>;

    Result<SlabSamples> read(const ArraySlab& slab, ReadScratch& scratch,
        const std::stop_token& stop, const Read& readBytes) const;

private:
    // In samples, from the start of the array.
    std::int64_t firstOf(
        std::int64_t piece, const PieceLayout& layout, const ArraySlab& slab) const;

    Extents m_shape;
    Extents m_strides; // of the whole array
    NumberConversion m_conversion;
};

} // namespace tessera
