// SPDX-License-Identifier: MIT
#include "core/levels/cell_store.h"

#include <iterator>

namespace tessera {

namespace {

// A plane of one value has many cells of a few bytes: what surrounds them is what they take.
ByteCount bytesOf(const MeanCell& cell)
{
    constexpr std::uint64_t nodeBytes = 192; // list, map and what shares the cell
    return cell.bytes() + ByteCount{sizeof(MeanCell) + nodeBytes};
}

} // namespace

CellStore::CellStore(ByteCount budget)
    : m_budget(budget)
{
}

CellPtr CellStore::find(std::uint64_t plane, const CellPosition& position)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.find({plane, position});
    if (found == m_byKey.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return found->second->cell;
}

void CellStore::insert(std::uint64_t plane, const CellPosition& position, CellPtr cell)
{
    const ByteCount bytes = bytesOf(*cell);
    const Key key{plane, position};
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byKey.find(key); found != m_byKey.end())
        erase(found);
    if (bytes > m_budget)
        return;
    while (m_held + bytes > m_budget)
        erase(m_byKey.find(m_entries.back().key));
    m_entries.push_front({key, std::move(cell)});
    m_byKey.insert_or_assign(key, m_entries.begin());
    m_held += bytes;
}

void CellStore::remove(std::uint64_t plane, const CellPosition& position)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byKey.find({plane, position}); found != m_byKey.end())
        erase(found);
}

void CellStore::drop(std::uint64_t plane)
{
    const std::lock_guard lock(m_mutex);
    auto entry = m_byKey.lower_bound({plane, CellPosition{}});
    while (entry != m_byKey.end() && entry->first.first == plane)
        entry = erase(entry);
}

ByteCount CellStore::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

CellStore::Index::iterator CellStore::erase(Index::iterator entry)
{
    m_held -= bytesOf(*entry->second->cell);
    m_entries.erase(entry->second);
    return m_byKey.erase(entry);
}

} // namespace tessera
