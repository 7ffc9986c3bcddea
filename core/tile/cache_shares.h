// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

namespace tessera {

// How the memory that the process may use for data is shared. Each of these is a limit of its own;
// together they leave room for what is under way. What is large and no cache (a table in memory, a
// chunk of many megabytes) makes the caches give way: see MemoryBudget.
struct CacheShares {
    ByteCount tiles; // finished tiles
    ByteCount chunks; // decoded chunks that several tiles need
    ByteCount cells; // means of coarse levels
    ByteCount pictures; // of each window
    ByteCount opening; // one chunk, or an array that is held in memory
};

// Threads: any.
CacheShares sharesOf(ByteCount memory);

// Where the user did not say: a quarter of the machine's memory, and no more than 2 GB.
ByteCount usualMemory();

// Less is not worth trying: tiles of one screen, and blocks under way.
constexpr ByteCount leastMemory = megabytes(64);

} // namespace tessera
