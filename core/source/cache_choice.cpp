// SPDX-License-Identifier: MIT
#include "core/source/cache_choice.h"

#include <algorithm>

namespace tessera {

namespace {

constexpr ByteCount mostOfItsOwn{64U << 20U};
constexpr std::uint64_t ownPart = 4; // of the memory that a volume may use

} // namespace

std::shared_ptr<ChunkCache> cacheFor(const OpenLimits& limits, ByteCount chunkBytes)
{
    if (limits.chunks && limits.chunks->canKeep(chunkBytes))
        return limits.chunks;
    const ByteCount usual = std::min(ByteCount{limits.memory.value / ownPart}, mostOfItsOwn);
    return std::make_shared<ChunkCache>(std::max(usual, ChunkCache::budgetToKeep(chunkBytes)),
        limits.chunks ? limits.chunks->all() : nullptr);
}

} // namespace tessera
