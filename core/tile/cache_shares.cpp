// SPDX-License-Identifier: MIT
#include "core/tile/cache_shares.h"

#include "core/cost/process_memory.h"

#include <algorithm>

namespace tessera {

namespace {

ByteCount percentOf(ByteCount whole, std::uint64_t percent)
{
    return {whole.value / 100 * percent};
}

} // namespace

CacheShares sharesOf(ByteCount memory)
{
    constexpr std::uint64_t ofTiles = 40;
    constexpr std::uint64_t ofChunks = 20;
    constexpr std::uint64_t ofCells = 15;
    constexpr std::uint64_t ofPictures = 12;
    // Stored and decoded, one at a time.
    constexpr std::uint64_t ofOpening = 45;
    // More are several screens of any size in use.
    constexpr ByteCount mostPictures = megabytes(64);
    // With one chunk of this size a process stays below half a gigabyte.
    constexpr ByteCount mostOpening = megabytes(384);
    return {percentOf(memory, ofTiles), percentOf(memory, ofChunks), percentOf(memory, ofCells),
        std::min(percentOf(memory, ofPictures), mostPictures),
        std::min(percentOf(memory, ofOpening), mostOpening)};
}

ByteCount usualMemory()
{
    constexpr ByteCount most = megabytes(2000);
    const ByteCount machine = physicalMemory();
    return machine.value == 0 ? most : std::clamp(ByteCount{machine.value / 4}, leastMemory, most);
}

} // namespace tessera
