// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tessera {

// How many chunks an array of that shape has; empty where they cannot be counted or are none.
std::optional<std::uint64_t> chunkCount(
    std::span<const std::uint64_t> shape, std::span<const std::uint64_t> chunk);

// What a slab needs of one chunk.
struct ChunkPart {
    std::uint64_t chunk = 0; // its number
    Extents inChunk; // the first wanted sample, from the chunk's corner
    Extents inSlab; // where that one goes, in steps of the slab
    Extents count; // of wanted samples; one every step of the slab
    bool isAll = false; // no other slab of the same steps needs anything of this chunk
    bool isCutOff = false; // by the array's end
};

// An array cut into chunks of the same extents, the last ones cut off by the array's end. Numbers
// count chunks in the order of their positions, the last dimension fastest. Pure geometry.
class ChunkGrid {
public:
    ChunkGrid(Extents shape, Extents chunk);

    const Extents& chunk() const { return m_chunk; }
    std::int64_t chunkSamples() const;
    std::uint64_t chunks() const; // the greatest number where they cannot be counted
    // In the order of their numbers: from the one at `first` on, at most `most` of them.
    std::vector<ChunkPart> partsOf(
        const ArraySlab& slab, std::size_t first = 0, std::size_t most = SIZE_MAX) const;
    Extents cornerOf(std::uint64_t chunk) const; // its first sample in the array
    std::uint64_t numberOf(const Extents& sample) const; // of the chunk that holds it

private:
    struct Span;
    std::vector<Span> spansAlong(std::size_t dimension, const ArraySlab& slab) const;

    Extents m_shape;
    Extents m_chunk;
    Extents m_chunksAlong;
};

} // namespace tessera
