// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/buffer_pool.h"
#include "core/base/byte_count.h"
#include "core/base/memory_budget.h"
#include "core/cost/trace.h"
#include "core/levels/cell_archive.h"
#include "core/levels/cell_store.h"
#include "core/source/chunk_cache.h"
#include "core/source/guide_maker.h"
#include "core/tile/painter.h"
#include "core/tile/tile_cache.h"
#include "core/tile/work_pool.h"

#include <memory>

namespace tessera {

struct EngineOptions {
    int threads = 0; // 0: as many as the machine has cores
    ByteCount cacheBudget = megabytes(512); // of finished tiles
    std::shared_ptr<Trace> trace = nullptr; // null: nothing is recorded
    ByteCount chunkBudget = megabytes(256); // of decoded chunks that several tiles need
    std::shared_ptr<GuideMaker> guides = nullptr; // for files that are opened; null: the standard
    ByteCount cellBudget = megabytes(128); // of means of coarse levels of large planes
    std::shared_ptr<CellArchive> archive = nullptr; // of coarse levels; null: none outlives us
    ByteCount pictureBudget = megabytes(64); // of what each view holds painted
    ByteCount openMemory = megabytes(384); // of one chunk, or an array that is held in memory
    std::shared_ptr<MemoryBudget> memory = nullptr; // of all together; null: each by itself
};

// With budgets that share this much.
EngineOptions engineOptions(ByteCount memory);

// What the sessions of a process share: worker pool, painter, byte budgets. Outlives every session.
// Threads: every member may be called from any thread.
class Engine {
public:
    explicit Engine(EngineOptions options = {});

    WorkPool& pool() { return m_pool; }
    Painter& painter() { return m_painter; }
    TileCache& cache() { return m_cache; }
    const std::shared_ptr<ChunkCache>& chunks() const { return m_chunks; }
    const std::shared_ptr<CellStore>& cells() const { return m_cells; }
    const std::shared_ptr<BufferPool>& buffers() const { return m_buffers; }
    const std::shared_ptr<Trace>& trace() const { return m_trace; }
    const std::shared_ptr<GuideMaker>& guides() const { return m_guides; } // never null
    const std::shared_ptr<CellArchive>& archive() const { return m_archive; } // may be null
    ByteCount pictureBudget() const { return m_pictureBudget; }
    ByteCount openMemory() const { return m_openMemory; }

private:
    std::shared_ptr<Trace> m_trace;
    std::shared_ptr<GuideMaker> m_guides;
    std::shared_ptr<CellArchive> m_archive;
    ByteCount m_pictureBudget;
    ByteCount m_openMemory;
    std::shared_ptr<BufferPool> m_buffers;
    std::shared_ptr<ChunkCache> m_chunks;
    std::shared_ptr<CellStore> m_cells;
    TileCache m_cache;
    Painter m_painter;
    WorkPool m_pool; // last: workers hand tiles to the painter
};

} // namespace tessera
