// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/levels/mean_cell.h"

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <utility>

namespace tessera {

// Keeps cells of all planes in memory until the byte budget is used up, then drops the ones asked
// for longest ago. A cell larger than the whole budget is not kept. `plane` is a number that is
// never used twice in a process.
// Threads: every member may be called from any thread; none waits for anything but m_mutex.
class CellStore {
public:
    explicit CellStore(ByteCount budget);

    CellPtr find(std::uint64_t plane, const CellPosition& position); // null when absent
    void insert(std::uint64_t plane, const CellPosition& position, CellPtr cell);
    void remove(std::uint64_t plane, const CellPosition& position);
    void drop(std::uint64_t plane); // all its cells

    ByteCount held() const;
    ByteCount budget() const { return m_budget; }

private:
    using Key = std::pair<std::uint64_t, CellPosition>;
    struct Entry {
        Key key;
        CellPtr cell;
    };
    using Entries = std::list<Entry>; // asked for last first
    using Index = std::map<Key, Entries::iterator>;
    Index::iterator erase(Index::iterator entry); // with m_mutex held

    const ByteCount m_budget;
    mutable std::mutex m_mutex;
    Entries m_entries; // guarded by m_mutex
    Index m_byKey; // guarded by m_mutex
    ByteCount m_held; // guarded by m_mutex
};

} // namespace tessera
