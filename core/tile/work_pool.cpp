// SPDX-License-Identifier: MIT
#include "core/tile/work_pool.h"

#include "core/base/thread_priority.h"

#include <algorithm>
#include <utility>

namespace tessera {

WorkPool::WorkPool(int threads)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int count = threads > 0 ? threads : cores;
    for (int worker = 0; worker < count; ++worker)
        m_threads.emplace_back([this, worker](const std::stop_token& stop) { run(worker, stop); });
}

WorkPool::~WorkPool()
{
    for (auto& thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void WorkPool::add(std::weak_ptr<WorkSource> source)
{
    add(std::move(source), m_sources);
}

void WorkPool::addIdle(std::weak_ptr<WorkSource> source)
{
    add(std::move(source), m_idleSources);
}

void WorkPool::add(std::weak_ptr<WorkSource> source, Sources& sources)
{
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(sources, [](const auto& known) { return known.expired(); });
        sources.push_back(std::move(source));
    }
    wake();
}

void WorkPool::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_newsCount;
    }
    m_news.notify_all();
}

void WorkPool::post(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(work));
        ++m_newsCount;
    }
    m_news.notify_all();
}

void WorkPool::run(int worker, const std::stop_token& stop)
{
    lowerThreadPriority();
    WorkerScratch scratch;
    WorkerContext context{worker, scratch};
    while (!stop.stop_requested()) {
        std::uint64_t seen = 0;
        if (const Work work = next(seen)) {
            work(context);
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, stop, [&] { return m_newsCount != seen; });
    }
}

Work WorkPool::next(std::uint64_t& seen)
{
    Sources sources;
    {
        const std::lock_guard lock(m_mutex);
        seen = m_newsCount;
        if (!m_posted.empty()) {
            Work work = std::move(m_posted.front());
            m_posted.pop_front();
            return work;
        }
        sources = m_sources;
        sources.insert(sources.end(), m_idleSources.begin(), m_idleSources.end());
    }
    for (const auto& weak : sources)
        if (const auto source = weak.lock())
            if (Work work = source->take())
                return work;
    return {};
}

} // namespace tessera
