// SPDX-License-Identifier: MIT
#include "tests/support/tile_inbox.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <ranges>

namespace tessera::test {

void TileInbox::tilesFinished(std::vector<TileOutcome> outcomes)
{
    const std::lock_guard lock(m_mutex);
    std::ranges::move(outcomes, std::back_inserter(m_outcomes));
    m_news.notify_all();
}

bool TileInbox::waitFor(std::size_t outcomes) const
{
    constexpr auto patience = std::chrono::seconds(30);
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, patience, [&] { return m_outcomes.size() >= outcomes; });
}

std::vector<TileOutcome> TileInbox::outcomes() const
{
    const std::lock_guard lock(m_mutex);
    return m_outcomes;
}

std::size_t TileInbox::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_outcomes.size();
}

std::size_t TileInbox::failures() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<std::size_t>(
        std::ranges::count_if(m_outcomes, [](const TileOutcome& one) { return !one.tile; }));
}

TilePtr TileInbox::tile(const TileKey& key) const
{
    const std::lock_guard lock(m_mutex);
    for (const TileOutcome& outcome : std::views::reverse(m_outcomes))
        if (outcome.key == key && outcome.tile)
            return *outcome.tile;
    return nullptr;
}

void TileInbox::clear()
{
    const std::lock_guard lock(m_mutex);
    m_outcomes.clear();
}

} // namespace tessera::test
