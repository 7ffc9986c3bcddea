// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "core/cost/trace.h"
#include "core/tile/block_plan.h"
#include "core/tile/tile_cache.h"
#include "core/tile/tile_group.h"
#include "core/tile/tile_sink.h"
#include "core/tile/work_pool.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tessera {

struct SchedulerState {
    std::size_t wished = 0; // by the latest wish()
    std::size_t pending = 0; // of those, not finished yet
    std::size_t failed = 0; // of those
    std::size_t damaged = 0; // of those that came: a part of them could not be read
    std::uint64_t fromCache = 0; // tiles that were there when they were wished for, so far
    std::uint64_t cancelled = 0; // tiles that were begun and not wanted any more, so far
};

// What a scheduler works with; all of it outlives it.
struct SchedulerParts {
    WorkPool& pool;
    TileCache& cache;
    std::shared_ptr<CostLog> costs;
    std::shared_ptr<TileSink> sink;
    std::shared_ptr<Trace> trace; // may be null
    std::shared_ptr<BufferPool> buffers = nullptr; // null: tiles come from the system
};

// Turns wishes into blocks for the pool and blocks into tiles. New wishes replace old ones: what
// nobody wants any more is stopped between two bands, and its result never reaches the sink. A tile
// that failed, or is damaged, is not tried again until forgetFailures(). What is read for a coarse
// tile leaves finer ones in the cache. Threads: every member may be called from any thread; sinks
// are called without the lock.
class TileScheduler : public WorkSource, public std::enable_shared_from_this<TileScheduler> {
public:
    static std::shared_ptr<TileScheduler> create(SchedulerParts parts);

    void wish(const std::vector<TileWish>& wishes); // most wanted first; known tiles arrive at once
    void forgetFailures();
    void close(); // nothing reaches the sink afterwards, but for calls already under way
    SchedulerState state() const;

    Work take() override;

private:
    using GroupPtr = std::shared_ptr<TileGroup>;

    struct FreshWishes {
        std::vector<TileWish> wishes;
        std::vector<std::size_t> ranks; // of each among all wishes
    };

    explicit TileScheduler(SchedulerParts parts);
    void runBlock(const GroupPtr& group, std::size_t block, WorkerContext& context);
    std::vector<TileOutcome> finish(const GroupPtr& group, int worker);
    void takeFiner(TilePtr tile);
    void traceBlock(const TileGroup& group, int worker, std::int64_t startNs,
        const Result<BlockCost>& cost) const;
    // With m_mutex held:
    void keepStartedGroups(const std::vector<TileWish>& wishes);
    void sortOut(
        const std::vector<TileWish>& wishes, FreshWishes& fresh, std::vector<TileOutcome>& known);
    void addGroups(const FreshWishes& fresh);
    bool keep(const TileOutcome& outcome);
    void forget(const GroupPtr& group);
    void dropIdleGroups();

    SchedulerParts m_parts;
    mutable std::mutex m_mutex;
    std::vector<GroupPtr> m_groups; // guarded by m_mutex; most wanted first
    std::unordered_map<TileKey, Error, TileKeyHash> m_failures; // guarded by m_mutex
    std::unordered_set<TileKey, TileKeyHash> m_damaged; // guarded by m_mutex
    // Wishes that have not come true yet, with the quality they ask for; guarded by m_mutex.
    std::unordered_map<TileKey, TileQuality, TileKeyHash> m_open;
    std::size_t m_wished = 0; // guarded by m_mutex
    std::size_t m_wishedFailed = 0; // guarded by m_mutex
    std::size_t m_wishedDamaged = 0; // guarded by m_mutex
    std::uint64_t m_fromCache = 0; // guarded by m_mutex
    std::uint64_t m_cancelled = 0; // guarded by m_mutex
    bool m_isClosed = false; // guarded by m_mutex
};

} // namespace tessera
