// SPDX-License-Identifier: MIT
#include "core/tile/plane_cells.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace tessera {

namespace {

std::uint64_t nextPlaneNumber()
{
    static std::atomic<std::uint64_t> next{1};
    return next.fetch_add(1, std::memory_order_relaxed);
}

bool isUnder(const CellPosition& low, const CellPosition& high)
{
    const int up = high.level - low.level;
    return up >= 0 && low.row >> up == high.row && low.column >> up == high.column;
}

} // namespace

PlaneCells::PlaneCells(const TileGrid& cells, std::int64_t classes, CellPlaces places)
    : m_number(nextPlaneNumber())
    , m_grid(cells)
    , m_classes(classes)
    , m_places(std::move(places))
    , m_census(cells)
{
}

PlaneCells::~PlaneCells()
{
    m_places.store->drop(m_number);
}

CellPtr PlaneCells::find(const CellPosition& position)
{
    CellPtr known = m_places.store->find(m_number, position);
    if (!known)
        known = load(position);
    if (known) {
        const std::lock_guard lock(m_mutex);
        m_census.add(position);
    }
    return known;
}

CellPtr PlaneCells::load(const CellPosition& position) const
{
    if (!hasArchive())
        return nullptr;
    const PixelRect rect = m_grid.tileRect(position.level, position.row, position.column);
    CellPtr kept =
        m_places.archive->load(m_places.plane, position, {rect.rows, rect.columns}, m_classes);
    if (kept)
        m_places.store->insert(m_number, position, kept);
    return kept;
}

void PlaneCells::keep(const CellPosition& position, const CellPtr& cell, Worth worth)
{
    m_places.store->insert(m_number, position, cell);
    bool isSound = false;
    {
        const std::lock_guard lock(m_mutex);
        m_census.add(position);
        isSound = !hasDamageUnder(position);
    }
    if (isSound && worth == Worth::Archive && hasArchive())
        m_places.archive->save(m_places.plane, position, *cell);
}

void PlaneCells::setDamage(const CellPosition& position, std::vector<DamagedPart> parts)
{
    const std::lock_guard lock(m_mutex);
    if (parts.empty())
        m_damage.erase(position);
    else
        m_damage.insert_or_assign(position, std::move(parts));
}

std::vector<DamagedPart> PlaneCells::damageUnder(const CellPosition& position) const
{
    std::vector<DamagedPart> found;
    const std::lock_guard lock(m_mutex);
    for (const auto& [at, parts] : m_damage)
        if (isUnder(at, position))
            found.insert(found.end(), parts.begin(), parts.end());
    return found;
}

bool PlaneCells::hasDamageUnder(const CellPosition& position) const
{
    return std::ranges::any_of(
        m_damage, [&](const auto& one) { return isUnder(one.first, position); });
}

void PlaneCells::forgetDamage()
{
    std::map<CellPosition, std::vector<DamagedPart>> former;
    {
        const std::lock_guard lock(m_mutex);
        former = std::exchange(m_damage, {});
        if (!former.empty())
            m_census.clear();
    }
    for (const auto& [at, parts] : former)
        for (CellPosition above = at; above.level < m_grid.levels();
            above = {above.level + 1, above.row / 2, above.column / 2})
            m_places.store->remove(m_number, above);
}

PlaneCells::Claim::Claim(
    PlaneCells& cells, const CellPosition& position, const std::stop_token& stop)
    : m_cells(cells)
    , m_position(position)
{
    std::unique_lock lock(cells.m_mutex);
    const bool isFree =
        cells.m_freed.wait(lock, stop, [&] { return !cells.m_claimed.contains(position); });
    m_isHeld = isFree && cells.m_claimed.insert(position).second;
}

PlaneCells::Claim::~Claim()
{
    if (!m_isHeld)
        return;
    {
        const std::lock_guard lock(m_cells.m_mutex);
        m_cells.m_claimed.erase(m_position);
    }
    m_cells.m_freed.notify_all();
}

double PlaneCells::share() const
{
    const std::lock_guard lock(m_mutex);
    return m_census.share();
}

bool PlaneCells::isComplete() const
{
    const std::lock_guard lock(m_mutex);
    return m_census.isComplete();
}

} // namespace tessera
