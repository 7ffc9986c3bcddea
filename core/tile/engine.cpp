// SPDX-License-Identifier: MIT
#include "core/tile/engine.h"

#include "core/source/reader_guides.h"
#include "core/tile/cache_shares.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tessera {

namespace {

// As much as the pictures of a large screen: other colours for all of it find memory that was
// touched before.
constexpr ByteCount idleBuffers = megabytes(32);

} // namespace

EngineOptions engineOptions(ByteCount memory)
{
    const CacheShares shares = sharesOf(memory);
    EngineOptions options;
    options.cacheBudget = shares.tiles;
    options.chunkBudget = shares.chunks;
    options.cellBudget = shares.cells;
    options.pictureBudget = shares.pictures;
    options.openMemory = shares.opening;
    options.memory = std::make_shared<MemoryBudget>(memory);
    return options;
}

Engine::Engine(EngineOptions options)
    : m_trace(std::move(options.trace))
    , m_guides(options.guides ? std::move(options.guides) : standardGuides())
    , m_archive(std::move(options.archive))
    , m_pictureBudget(options.pictureBudget)
    , m_openMemory(options.openMemory)
    , m_buffers(BufferPool::create(
          std::min(idleBuffers, ByteCount{options.cacheBudget.value / 8}), options.memory))
    , m_chunks(std::make_shared<ChunkCache>(options.chunkBudget, options.memory))
    , m_cells(std::make_shared<CellStore>(options.cellBudget, options.memory))
    , m_cache(options.cacheBudget, options.memory)
    , m_pool(options.threads)
{
    if (!m_trace)
        return;
    m_trace->nameLane(Trace::guiLane, "window");
    m_trace->nameLane(Trace::painterLane, "painter");
    for (int worker = 0; worker < m_pool.threads(); ++worker)
        m_trace->nameLane(Trace::firstWorkerLane + worker, fmt::format("worker {}", worker));
}

} // namespace tessera
