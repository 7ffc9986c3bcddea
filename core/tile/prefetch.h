// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/block_plan.h"
#include "core/tile/tile_scheduler.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

namespace tessera {

// Makes tiles that may be wanted soon and puts them in the cache: while nobody in the process waits
// for a tile, by at most half of the workers, and at most a quarter of the cache full, so that
// nothing that is shown is pushed out of it. Finer tiles that are made on the way have to be few.
// What cannot be read is left to whoever wants it.
// Threads: every member may be called from any thread.
class Prefetch : public WorkSource, public std::enable_shared_from_this<Prefetch> {
public:
    // `scheduler` says when nothing is pending. The sink of `parts` hears nothing.
    static std::shared_ptr<Prefetch> create(
        SchedulerParts parts, std::shared_ptr<const TileScheduler> scheduler);

    // In place of all that was foreseen before, which is stopped between two bands; the likeliest
    // first.
    void foresee(const std::vector<TileWish>& wishes);
    void stop() { foresee({}); }
    void close(); // nothing reaches the cache afterwards

    Work take() override;

private:
    using GroupPtr = std::shared_ptr<TileGroup>;

    Prefetch(SchedulerParts parts, std::shared_ptr<const TileScheduler> scheduler);
    void runBlock(const GroupPtr& group, std::size_t block, WorkerContext& context);
    void keep(TileGroup& group, int worker);
    void takeFiner(TilePtr tile);
    std::vector<TileWish> worthMaking(const std::vector<TileWish>& wishes) const;

    SchedulerParts m_parts;
    std::shared_ptr<const TileScheduler> m_scheduler;
    int m_mostWorkers;
    mutable std::mutex m_mutex;
    std::vector<GroupPtr> m_groups; // guarded by m_mutex; the likeliest first
    std::unordered_set<TileKey, TileKeyHash> m_failed; // guarded by m_mutex; not tried again
    int m_running = 0; // guarded by m_mutex; workers inside
    bool m_isClosed = false; // guarded by m_mutex
};

} // namespace tessera
