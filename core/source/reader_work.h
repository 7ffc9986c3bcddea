// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"
#include "core/source/file_guide.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tessera {

// How much a reader has to unpack to give a slab, in 10^6 bytes: all of the chunks that it
// touches. A file's claims go into it, so that it is never more than a reader can have done in a
// minute or two.
double megabytesToRead(const ArrayFacts& facts, const ArraySlab& slab);

struct SlabPiece {
    ArraySlab slab;
    std::size_t offset = 0; // of its samples among those of the whole slab, in bytes
    std::size_t bytes = 0;
};

// Parts of the slab that follow each other in memory, of at most `most` bytes each, but one sample
// at least. `bytes`: of the whole, which it divides into samples of one size.
std::vector<SlabPiece> piecesOf(const ArraySlab& slab, std::size_t bytes, std::size_t most);

} // namespace tessera
