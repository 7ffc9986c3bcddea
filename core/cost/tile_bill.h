// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <cstdint>
#include <string>

namespace tessera {

// What one tile cost. A block that fed several tiles is shared among them by pixels, so that the
// bills of all tiles add up to what was really spent. Times in nanoseconds.
struct TileBill {
    std::uint64_t serial = 0; // given by the log, from 1, in the order of finishing
    bool isImage = false; // the raw image under the overlay, not probabilities
    std::int64_t z = 0;
    std::int64_t t = 0;
    std::int32_t level = 0;
    std::int32_t row = 0;
    std::int32_t column = 0;
    int worker = 0; // that finished it
    std::int64_t finishedNs = 0; // steady clock
    std::int64_t waitNs = 0; // from the wish to the first read
    std::int64_t readNs = 0; // reading and decoding
    std::int64_t reduceNs = 0;
    std::int64_t paintNs = 0; // the first paint; 0 until it happened
    ByteCount bytesRead; // of samples, as decoded
    ByteCount scratchBytes; // largest buffer in use while it was made
    ByteCount bytesKept; // what the cache holds of it
    bool isAhead = false; // made before anybody wanted it
    bool isByProduct = false; // of what was read for a coarser tile, which has the bill for that
    std::string damage; // why not all of it could be read; empty: it could

    std::int64_t workNs() const { return readNs + reduceNs + paintNs; }
};

} // namespace tessera
