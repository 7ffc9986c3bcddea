// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tessera {

// One thread for painting alone, so that a repaint never queues behind a read. Jobs run in the
// order they were posted; they must not throw. The destructor lets the running job finish and drops
// the rest. Threads: every member may be called from any thread.
class Painter {
public:
    Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;
    ~Painter();

    void post(std::function<void()> job);

private:
    void run(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_news;
    std::deque<std::function<void()>> m_jobs; // guarded by m_mutex
    std::jthread m_thread; // last: joined before what it uses dies
};

} // namespace tessera
