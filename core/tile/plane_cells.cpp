// SPDX-License-Identifier: MIT
#include "core/tile/plane_cells.h"

#include "core/levels/cell_means.h"

#include <atomic>
#include <utility>

namespace tessera {

namespace {

std::uint64_t nextPlaneNumber()
{
    static std::atomic<std::uint64_t> next{1};
    return next.fetch_add(1, std::memory_order_relaxed);
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

MadeCell PlaneCells::find(const CellPosition& position)
{
    const NotedCell known = m_places.store->find(m_number, position);
    MadeCell found{
        known.cell, std::static_pointer_cast<const std::vector<DamagedPart>>(known.note)};
    if (!found.cell)
        found.cell = load(position);
    if (found.cell) {
        const std::lock_guard lock(m_mutex);
        m_census.add(position);
    }
    return found;
}

bool PlaneCells::isArchived(const CellPosition& position) const
{
    return hasArchive() && m_places.archive->holds(m_places.plane, position);
}

CellPtr PlaneCells::load(const CellPosition& position) const
{
    if (!hasArchive())
        return nullptr;
    const PixelRect rect = m_grid.tileRect(position.level, position.row, position.column);
    CellPtr kept =
        m_places.archive->load(m_places.plane, position, {rect.rows, rect.columns}, m_classes);
    if (kept)
        m_places.store->insert(m_number, position, {kept});
    return kept;
}

void PlaneCells::keep(const CellPosition& position, MadeCell made, std::uint64_t epoch, Worth worth)
{
    const bool isSound = !made.damage;
    m_places.store->partial().drop(m_number, position);
    if (!isSound && epoch != m_epoch)
        return;
    m_places.store->insert(m_number, position, {made.cell, std::move(made.damage)});
    if (!isSound && epoch != m_epoch) // it was forgotten meanwhile
        m_places.store->dropNoted(m_number);
    {
        const std::lock_guard lock(m_mutex);
        m_census.add(position);
    }
    if (isSound && worth == Worth::Archive && hasArchive())
        m_places.archive->save(m_places.plane, position, *made.cell);
}

bool PlaneCells::isWanted(const CellPosition& position) const
{
    if (m_places.store->partial().holds(m_number, position))
        return true;
    {
        const std::lock_guard lock(m_mutex);
        if (m_claimed.contains(position))
            return false;
    }
    return !m_places.store->contains(m_number, position) && !isArchived(position);
}

void PlaneCells::collect(const CellPosition& position, const PixelRect& rect, const MeanCell& part)
{
    if (!isWanted(position)) // it was made meanwhile
        return;
    auto whole = m_places.store->partial().put(m_number, m_grid, position, rect, part);
    if (!whole)
        return;
    compactIfUniform(*whole);
    keep(position, {std::make_shared<const MeanCell>(*std::move(whole))}, m_epoch, Worth::Archive);
}

std::optional<PartialCell> PlaneCells::takeBegun(const CellPosition& position)
{
    return m_places.store->partial().take(m_number, position);
}

void PlaneCells::giveBegun(const CellPosition& position, PartialCell cell)
{
    m_places.store->partial().give(m_number, position, std::move(cell));
}

CellPtr PlaneCells::pixelOfNothing() const
{
    const std::lock_guard lock(m_mutex);
    return m_nothing;
}

void PlaneCells::keepPixelOfNothing(CellPtr pixel)
{
    const std::lock_guard lock(m_mutex);
    m_nothing = std::move(pixel);
}

void PlaneCells::forgetDamage()
{
    ++m_epoch;
    if (!m_places.store->dropNoted(m_number))
        return;
    const std::lock_guard lock(m_mutex);
    m_census.clear();
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
