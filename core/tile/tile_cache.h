// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/memory_budget.h"
#include "core/tile/tile.h"

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace tessera {

// Keeps finished tiles until the byte budget is used up, then drops the ones asked for longest ago.
// A tile larger than all of it is not kept. Threads: any; no member waits for more than m_mutex.
// NOLINTNEXTLINE(cppcoreguidelines-special-member-functions): a tenant is never copied.
class TileCache : private MemoryBudget::Tenant {
public:
    // `all`: of the whole process; null: there is no such thing.
    explicit TileCache(ByteCount budget, std::shared_ptr<MemoryBudget> all = nullptr);
    ~TileCache() override;

    TilePtr find(const TileKey& key); // null when absent; counts as asked for
    bool contains(const TileKey& key, TileQuality atLeast) const; // does not
    void insert(
        TilePtr tile); // replaces a tile of the same key, unless that is exact and this is not
    void drop(std::vector<std::uint64_t> subjects); // all their tiles
    void remove(const TileKey& key);

    ByteCount held() const;
    ByteCount budget() const { return m_budget; }

private:
    struct Entry {
        TilePtr tile;
        std::uint64_t used = 0;
    };
    using Entries = std::list<Entry>; // asked for last first
    std::uint64_t oldestUse() const override;
    void dropOldest() override;
    std::uint64_t stamp() const { return m_all ? m_all->stamp() : 0; }
    void erase(Entries::iterator entry); // with m_mutex held

    const ByteCount m_budget;
    const std::shared_ptr<MemoryBudget> m_all;
    mutable std::mutex m_mutex;
    Entries m_entries; // guarded by m_mutex
    std::unordered_map<TileKey, Entries::iterator, TileKeyHash> m_byKey; // guarded by m_mutex
    ByteCount m_held; // guarded by m_mutex
};

} // namespace tessera
