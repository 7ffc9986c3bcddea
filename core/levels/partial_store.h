// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/levels/partial_cell.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace tessera {

// Cells of all planes that come piece by piece, until they are whole or the byte budget is used up;
// then those go that got nothing for longest. `plane` as in CellStore.
// Threads: every member may be called from any thread; none waits for anything but m_mutex, which
// is held while pixels are copied.
class PartialStore {
public:
    explicit PartialStore(ByteCount budget)
        : m_budget(budget)
    {
    }

    bool holds(std::uint64_t plane, const CellPosition& position) const;

    // Adds what lies in the cell of the means of a rectangle of its level, and begins the cell
    // where it is not here. Gives it away when it is whole. Throws std::bad_alloc.
    std::optional<MeanCell> put(std::uint64_t plane, const TileGrid& cells,
        const CellPosition& position, const PixelRect& rect, const MeanCell& part);

    // For whoever makes the rest of a cell, and does not come to an end. Empty: it is not here.
    std::optional<PartialCell> take(std::uint64_t plane, const CellPosition& position);
    void give(std::uint64_t plane, const CellPosition& position, PartialCell cell);

    void drop(std::uint64_t plane, const CellPosition& position);
    void drop(std::uint64_t plane); // all its cells

    ByteCount held() const;

private:
    using Key = std::pair<std::uint64_t, CellPosition>;
    struct Entry {
        PartialCell cell;
        std::uint64_t used = 0;
    };
    using Entries = std::map<Key, Entry>;
    Entries::iterator erase(Entries::iterator entry); // with m_mutex held
    void makeRoom(); // with m_mutex held

    const ByteCount m_budget;
    mutable std::mutex m_mutex;
    Entries m_entries; // guarded by m_mutex
    ByteCount m_held; // guarded by m_mutex
    std::uint64_t m_clock = 0; // guarded by m_mutex
};

} // namespace tessera
