// SPDX-License-Identifier: MIT
#include "tests/support/picture_inbox.h"

#include <chrono>
#include <utility>

namespace tessera::test {

void PictureInbox::picturesReady(PictureBatch batch)
{
    const std::lock_guard lock(m_mutex);
    m_batches.push_back(std::move(batch));
    m_news.notify_all();
}

bool PictureInbox::waitFor(std::size_t batches) const
{
    constexpr auto patience = std::chrono::seconds(30);
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, patience, [&] { return m_batches.size() >= batches; });
}

std::vector<PictureBatch> PictureInbox::batches() const
{
    const std::lock_guard lock(m_mutex);
    return m_batches;
}

std::size_t PictureInbox::pictures() const
{
    const std::lock_guard lock(m_mutex);
    std::size_t count = 0;
    for (const PictureBatch& batch : m_batches)
        count += batch.outcomes.size();
    return count;
}

} // namespace tessera::test
