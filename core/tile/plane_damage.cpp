// SPDX-License-Identifier: MIT
#include "core/tile/plane_damage.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tessera {

namespace {

PixelRect level0Of(const SourceRegion& region)
{
    return {region.row, region.column, (region.rows - 1) * region.rowStep + 1, region.columns};
}

bool overlap(const ClassRange& one, const ClassRange& other)
{
    return one.first < other.end && other.first < one.end;
}

bool overlap(const PixelRect& one, const PixelRect& other)
{
    return one.row < other.row + other.rows && other.row < one.row + one.rows
        && one.column < other.column + other.columns && other.column < one.column + one.columns;
}

bool contains(const PixelRect& outer, const PixelRect& inner)
{
    return inner.row >= outer.row && inner.column >= outer.column
        && inner.row + inner.rows <= outer.row + outer.rows
        && inner.column + inner.columns <= outer.column + outer.columns;
}

// Takes `part` to what is known of the same columns, if they meet.
bool append(const DamagedPart& part, DamagedPart& known)
{
    const std::int64_t end =
        std::max(known.rect.row + known.rect.rows, part.rect.row + part.rect.rows);
    const std::int64_t row = std::min(known.rect.row, part.rect.row);
    const bool isSameWidth =
        known.rect.column == part.rect.column && known.rect.columns == part.rect.columns;
    if (!isSameWidth || known.classes != part.classes
        || end - row > known.rect.rows + part.rect.rows)
        return false;
    known.rect.row = row;
    known.rect.rows = end - row;
    return true;
}

} // namespace

void PlaneDamage::add(const DamagedPart& part, bool isWhole)
{
    const std::lock_guard lock(m_mutex);
    m_count.fetch_add(1, std::memory_order_relaxed);
    for (auto& [known, isKnownWhole] : m_entries) {
        const bool isInside = known.classes == part.classes && contains(known.rect, part.rect);
        if (isInside && (isKnownWhole || !isWhole))
            return;
        // What was tried as a whole stays apart: each chunk has a reason of its own.
        if (!isWhole && !isKnownWhole && append(part, known))
            return;
    }
    if (m_entries.size() < mostListed)
        m_entries.push_back({part, isWhole});
    else
        ++m_unlisted;
}

void PlaneDamage::forget()
{
    const std::lock_guard lock(m_mutex);
    m_count = 0;
    m_entries.clear();
    m_unlisted = 0;
}

std::optional<Error> PlaneDamage::reasonFor(const SourceRegion& region) const
{
    if (isEmpty())
        return {};
    const PixelRect rect = level0Of(region);
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_entries, [&](const Entry& entry) {
        return entry.isWhole && overlap(entry.part.classes, region.classes)
            && overlap(entry.part.rect, rect);
    });
    return found == m_entries.end() ? std::nullopt : std::optional(found->part.error);
}

bool PlaneDamage::hasAllOf(const SourceRegion& region) const
{
    const PixelRect rect = level0Of(region);
    const std::lock_guard lock(m_mutex);
    return std::ranges::any_of(m_entries, [&](const Entry& entry) {
        return entry.isWhole && overlap(entry.part.classes, region.classes)
            && contains(entry.part.rect, rect);
    });
}

std::vector<DamagedPart> PlaneDamage::parts() const
{
    std::vector<Entry> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries = m_entries;
    }
    std::ranges::sort(entries, {}, [](const Entry& entry) {
        const auto& [rect, classes, error] = entry.part;
        return std::tuple(rect.row, rect.column, classes.first);
    });
    // Several workers find what belongs together in any order.
    std::vector<Entry> joined;
    joined.reserve(entries.size());
    for (const Entry& entry : entries) {
        const bool isJoined = !entry.isWhole && std::ranges::any_of(joined, [&](Entry& known) {
            return !known.isWhole && append(entry.part, known.part);
        });
        if (!isJoined)
            joined.push_back(entry);
    }
    std::vector<DamagedPart> parts;
    parts.reserve(joined.size());
    for (Entry& entry : joined)
        parts.push_back(std::move(entry.part));
    return parts;
}

std::size_t PlaneDamage::unlisted() const
{
    const std::lock_guard lock(m_mutex);
    return m_unlisted;
}

} // namespace tessera
