// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"
#include "core/source/chunk_cache.h"
#include "core/source/storage_plan.h"

#include <memory>

namespace tessera {

// The reader that suits the plan's storage. `cache` is for chunks that several reads need.
std::unique_ptr<SlabReader> makeReader(
    const StoragePlan& plan, const std::shared_ptr<ChunkCache>& cache);

// The one that asks the guide for all samples, which is right for any storage and slow.
std::unique_ptr<SlabReader> makeOpaqueReader(const StoragePlan& plan);

} // namespace tessera
