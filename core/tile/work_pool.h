// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_builder.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tessera {

// A piece of work, and what the worker lends it.
struct WorkerContext {
    int worker = 0;
    WorkerScratch& scratch;
};
using Work = std::function<void(WorkerContext&)>;

// Gives out work, most urgent first.
// Threads: take() is called by any worker, holding no lock of the pool.
class WorkSource {
public:
    virtual ~WorkSource() = default;
    virtual Work
    take() = 0; // empty when there is none now; WorkPool::wake() tells when there is again
};

// The worker threads of the process. Sources added last are asked last; they may die at any time.
// Work must not throw. The destructor lets running work finish and drops the rest.
// Threads: every member may be called from any thread.
class WorkPool {
public:
    explicit WorkPool(int threads); // 0: as many as the machine has cores
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;
    ~WorkPool();

    void add(std::weak_ptr<WorkSource> source);
    void addIdle(std::weak_ptr<WorkSource> source); // asked only when no other has work to give
    void wake(); // there may be work again
    void post(Work work); // once, before anything that sources have

    int threads() const { return static_cast<int>(m_threads.size()); }

private:
    using Sources = std::vector<std::weak_ptr<WorkSource>>;

    void add(std::weak_ptr<WorkSource> source, Sources& sources);
    void run(int worker, const std::stop_token& stop);
    Work next(std::uint64_t& seen);

    std::mutex m_mutex;
    std::condition_variable_any m_news;
    Sources m_sources; // guarded by m_mutex
    Sources m_idleSources; // guarded by m_mutex
    std::deque<Work> m_posted; // guarded by m_mutex
    std::uint64_t m_newsCount = 0; // guarded by m_mutex
    std::vector<std::jthread> m_threads; // last: joined before what they use dies
};

} // namespace tessera
