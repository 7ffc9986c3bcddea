// SPDX-License-Identifier: MIT
#include "core/levels/partial_store.h"

#include <algorithm>
#include <utility>

namespace tessera {

bool PartialStore::holds(std::uint64_t plane, const CellPosition& position) const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.contains({plane, position});
}

std::optional<MeanCell> PartialStore::put(std::uint64_t plane, const TileGrid& cells,
    const CellPosition& position, const PixelRect& rect, const MeanCell& part)
{
    const Key key{plane, position};
    const std::lock_guard lock(m_mutex);
    auto entry = m_entries.find(key);
    if (entry == m_entries.end()) {
        if (PartialCell::bytesWithoutCounts(cells, position, part.classes) > m_budget)
            return std::nullopt;
        entry = m_entries.emplace(key, Entry{PartialCell(cells, position, part.classes)}).first;
        m_held += entry->second.cell.bytes();
    }
    PartialCell& cell = entry->second.cell;
    const ByteCount before = cell.bytes();
    cell.put(rect, part); // may be given counts
    m_held -= before;
    m_held += cell.bytes();
    entry->second.used = ++m_clock;
    if (!cell.isWhole()) {
        makeRoom();
        return std::nullopt;
    }
    m_held -= cell.bytes();
    std::optional<MeanCell> whole(cell.takeCell());
    m_entries.erase(entry);
    return whole;
}

std::optional<PartialCell> PartialStore::take(std::uint64_t plane, const CellPosition& position)
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find({plane, position});
    if (entry == m_entries.end())
        return std::nullopt;
    m_held -= entry->second.cell.bytes();
    std::optional<PartialCell> cell(std::move(entry->second.cell));
    m_entries.erase(entry);
    return cell;
}

void PartialStore::give(std::uint64_t plane, const CellPosition& position, PartialCell cell)
{
    const ByteCount bytes = cell.bytes();
    const std::lock_guard lock(m_mutex);
    if (!m_entries.try_emplace({plane, position}, Entry{std::move(cell), ++m_clock}).second)
        return;
    m_held += bytes;
    makeRoom();
}

// There are few: a cell has about a megabyte.
void PartialStore::makeRoom()
{
    while (m_held > m_budget)
        erase(std::ranges::min_element(
            m_entries, {}, [](const Entries::value_type& one) { return one.second.used; }));
}

void PartialStore::drop(std::uint64_t plane, const CellPosition& position)
{
    const std::lock_guard lock(m_mutex);
    if (const auto entry = m_entries.find({plane, position}); entry != m_entries.end())
        erase(entry);
}

void PartialStore::drop(std::uint64_t plane)
{
    const std::lock_guard lock(m_mutex);
    auto entry = m_entries.lower_bound({plane, CellPosition{}});
    while (entry != m_entries.end() && entry->first.first == plane)
        entry = erase(entry);
}

ByteCount PartialStore::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

PartialStore::Entries::iterator PartialStore::erase(Entries::iterator entry)
{
    m_held -= entry->second.cell.bytes();
    return m_entries.erase(entry);
}

} // namespace tessera
