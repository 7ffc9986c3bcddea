// SPDX-License-Identifier: MIT
#include "core/tile/tile_cache.h"

#include <algorithm>
#include <utility>

namespace tessera {

TileCache::TileCache(ByteCount budget, std::shared_ptr<MemoryBudget> all)
    : m_budget(budget)
    , m_all(std::move(all))
{
    if (m_all)
        m_all->join(*this);
}

TileCache::~TileCache()
{
    if (m_all)
        m_all->leave(*this);
}

std::uint64_t TileCache::oldestUse() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.empty() ? nothing : m_entries.back().used;
}

void TileCache::dropOldest()
{
    const std::lock_guard lock(m_mutex);
    if (!m_entries.empty())
        erase(std::prev(m_entries.end()));
}

TilePtr TileCache::find(const TileKey& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    found->second->used = stamp();
    return found->second->tile;
}

bool TileCache::contains(const TileKey& key, TileQuality atLeast) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.find(key);
    return found != m_byKey.end() && found->second->tile->quality >= atLeast;
}

void TileCache::insert(TilePtr tile)
{
    const ByteCount bytes = tile->bytes();
    if (m_all)
        m_all->settle(); // the tile is counted already
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byKey.find(tile->key); found != m_byKey.end()) {
        if (found->second->tile->quality > tile->quality)
            return;
        erase(found->second);
    }
    if (bytes > m_budget)
        return;
    while (m_held + bytes > m_budget)
        erase(std::prev(m_entries.end()));
    m_entries.push_front({std::move(tile), stamp()});
    m_byKey[m_entries.front().tile->key] = m_entries.begin();
    m_held += bytes;
}

void TileCache::drop(std::vector<std::uint64_t> subjects)
{
    std::ranges::sort(subjects);
    const std::lock_guard lock(m_mutex);
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto next = std::next(entry);
        if (std::ranges::binary_search(subjects, entry->tile->key.subject))
            erase(entry);
        entry = next;
    }
}

void TileCache::remove(const TileKey& key)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byKey.find(key); found != m_byKey.end())
        erase(found->second);
}

ByteCount TileCache::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

void TileCache::erase(Entries::iterator entry)
{
    m_held -= entry->tile->bytes();
    m_byKey.erase(entry->tile->key);
    m_entries.erase(entry);
}

} // namespace tessera
