// SPDX-License-Identifier: MIT
#include "core/levels/cell_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tessera {

namespace {

// Cells across some screens beside each other, and those of the row below: what is read for one
// row of tiles touches that.
constexpr ByteCount mostPartial = megabytes(32);

} // namespace

// A plane of one value has many cells of a few bytes: what surrounds them is what they take.
ByteCount CellStore::Entry::bytes() const
{
    constexpr std::uint64_t nodeBytes = 192; // list, map and what shares the cell
    return trimmed ? trimmed->bytes() + ByteCount{sizeof(TrimmedCell) + nodeBytes}
                   : noted.cell->bytes() + ByteCount{sizeof(MeanCell) + nodeBytes};
}

CellStore::CellStore(ByteCount budget, std::shared_ptr<MemoryBudget> all)
    : m_budget(budget)
    , m_all(std::move(all))
    , m_partial(std::min(ByteCount{budget.value / 2}, mostPartial))
{
    if (m_all)
        m_all->join(*this);
}

CellStore::~CellStore()
{
    if (m_all)
        m_all->leave(*this);
}

std::uint64_t CellStore::oldestUse() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.empty() ? nothing : m_entries.back().used;
}

void CellStore::dropOldest()
{
    const std::lock_guard lock(m_mutex);
    if (!m_entries.empty())
        erase(m_byKey.find(m_entries.back().key));
}

bool CellStore::contains(std::uint64_t plane, const CellPosition& position) const
{
    const std::lock_guard lock(m_mutex);
    return m_byKey.contains({plane, position});
}

NotedCell CellStore::find(std::uint64_t plane, const CellPosition& position)
{
    NotedCell found;
    std::shared_ptr<const TrimmedCell> small;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byKey.find({plane, position});
        if (known == m_byKey.end())
            return {};
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        known->second->used = stamp();
        found = known->second->noted;
        small = known->second->trimmed;
    }
    if (small)
        found.cell = std::make_shared<const MeanCell>(untrimmed(*small));
    return found;
}

void CellStore::insert(std::uint64_t plane, const CellPosition& position, NotedCell cell)
{
    Entry entry{{plane, position}, std::move(cell), nullptr, 0};
    if (auto small = trimmed(*entry.noted.cell)) {
        entry.trimmed = std::make_shared<const TrimmedCell>(*std::move(small));
        entry.noted.cell.reset();
    }
    const ByteCount bytes = entry.bytes();
    if (m_all)
        m_all->settle(); // the cell is counted already
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byKey.find(entry.key); found != m_byKey.end())
        erase(found);
    if (bytes > m_budget)
        return;
    while (m_held + bytes > m_budget)
        erase(m_byKey.find(m_entries.back().key));
    entry.used = stamp();
    m_entries.push_front(std::move(entry));
    m_byKey.insert_or_assign(m_entries.front().key, m_entries.begin());
    m_held += bytes;
}

void CellStore::drop(std::uint64_t plane)
{
    m_partial.drop(plane);
    const std::lock_guard lock(m_mutex);
    auto entry = m_byKey.lower_bound({plane, CellPosition{}});
    while (entry != m_byKey.end() && entry->first.first == plane)
        entry = erase(entry);
}

bool CellStore::dropNoted(std::uint64_t plane)
{
    bool hasAny = false;
    const std::lock_guard lock(m_mutex);
    auto entry = m_byKey.lower_bound({plane, CellPosition{}});
    while (entry != m_byKey.end() && entry->first.first == plane) {
        const bool isNoted = entry->second->noted.note != nullptr;
        hasAny = hasAny || isNoted;
        entry = isNoted ? erase(entry) : std::next(entry);
    }
    return hasAny;
}

ByteCount CellStore::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

CellStore::Index::iterator CellStore::erase(Index::iterator entry)
{
    m_held -= entry->second->bytes();
    m_entries.erase(entry->second);
    return m_byKey.erase(entry);
}

} // namespace tessera
