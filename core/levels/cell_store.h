// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/memory_budget.h"
#include "core/levels/mean_cell.h"
#include "core/levels/partial_store.h"
#include "core/levels/trimmed_cell.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace tessera {

// A cell, and what its maker wants to know of it again; nothing else looks at that.
struct NotedCell {
    CellPtr cell; // null: there is none
    std::shared_ptr<const void> note = nullptr;
};

// Keeps cells of all planes in memory until the byte budget is used up, then drops the ones asked
// for longest ago. A cell larger than the whole budget is not kept; one that is nearly empty is
// kept as what is in it, and made whole by find(), which may throw std::bad_alloc. `plane` is a
// number that is never used twice in a process.
// Threads: every member may be called from any thread; none waits for anything but m_mutex.
class CellStore : private MemoryBudget::Tenant {
public:
    // `all`: of the whole process; null: there is no such thing.
    explicit CellStore(ByteCount budget, std::shared_ptr<MemoryBudget> all = nullptr);
    CellStore(const CellStore&) = delete;
    CellStore& operator=(const CellStore&) = delete;
    ~CellStore() override;

    NotedCell find(std::uint64_t plane, const CellPosition& position);
    bool contains(std::uint64_t plane, const CellPosition& position) const; // no use of it
    void insert(std::uint64_t plane, const CellPosition& position, NotedCell cell);
    void drop(std::uint64_t plane); // all its cells, and what began of others
    bool dropNoted(std::uint64_t plane); // those that have a note; whether there were any

    // Of those that are not whole yet; they come on top of what is held here.
    PartialStore& partial() { return m_partial; }

    ByteCount held() const;
    ByteCount budget() const { return m_budget; }

private:
    using Key = std::pair<std::uint64_t, CellPosition>;
    struct Entry {
        Key key;
        NotedCell noted; // without a cell where it is kept trimmed
        std::shared_ptr<const TrimmedCell> trimmed; // null where it is not
        std::uint64_t used = 0;

        ByteCount bytes() const;
    };
    using Entries = std::list<Entry>; // asked for last first
    using Index = std::map<Key, Entries::iterator>;
    std::uint64_t oldestUse() const override;
    void dropOldest() override;
    std::uint64_t stamp() const { return m_all ? m_all->stamp() : 0; }
    Index::iterator erase(Index::iterator entry); // with m_mutex held

    const ByteCount m_budget;
    const std::shared_ptr<MemoryBudget> m_all;
    PartialStore m_partial;
    mutable std::mutex m_mutex;
    Entries m_entries; // guarded by m_mutex
    Index m_byKey; // guarded by m_mutex
    ByteCount m_held; // guarded by m_mutex
};

} // namespace tessera
