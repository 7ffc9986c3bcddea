// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/file_guide.h"

#include <cstdint>
#include <string>

namespace tessera {

// What is known of a file without asking its guide.
struct FactsBounds {
    std::string subject; // "/probabilities in tissue.h5": begins the sentence of an error
    std::uint64_t fileBytes = 0; // as the system says
    ByteCount memory; // for one chunk, as it is delivered
};

// The facts, when they can be true: whatever they say, nothing that is computed from them
// overflows, and no more memory is asked for than `bounds` allow. The claimed number is there.
// Texts are made fit to be shown; a first chunk, or written ones, that are none are left out.
// Errors: Malformed, Unsupported, TooLarge. Threads: any.
Result<ArrayFacts> checkedFacts(ArrayFacts facts, const FactsBounds& bounds);

// What a file says it holds, with the texts that are shown made fit for it, and no more of
// anything than there can be. Names stay as they are, to be asked for.
FileListing checkedListing(FileListing listing);

// Of one chunk as delivered; nothing where the array is not chunked. `facts` were checked.
ByteCount deliveredChunkBytes(const ArrayFacts& facts);

} // namespace tessera
