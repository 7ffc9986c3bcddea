// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/chunk_cache.h"
#include "core/source/open_source.h"

#include <memory>

namespace tessera {

// Where the decoded chunks of a new array are kept: the cache that is shared, unless it could not
// keep one chunk; then one of its own. Threads: any.
std::shared_ptr<ChunkCache> cacheFor(const OpenLimits& limits, ByteCount chunkBytes);

} // namespace tessera
