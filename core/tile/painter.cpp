// SPDX-License-Identifier: MIT
#include "core/tile/painter.h"

#include <utility>

namespace tessera {

Painter::Painter()
    : m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

Painter::~Painter()
{
    m_thread.request_stop();
    m_thread.join();
}

void Painter::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_news.notify_one();
}

void Painter::run(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_news.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
        if (stop.stop_requested())
            return;
        const auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

} // namespace tessera
