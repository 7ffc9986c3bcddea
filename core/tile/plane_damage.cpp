// SPDX-License-Identifier: MIT
#include "core/tile/plane_damage.h"

#include <algorithm>
#include <tuple>

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

bool continues(const DamagedPart& known, const DamagedPart& part)
{
    return known.rect.column == part.rect.column && known.rect.columns == part.rect.columns
        && known.classes == part.classes && known.rect.row + known.rect.rows >= part.rect.row
        && part.rect.row + part.rect.rows >= known.rect.row;
}

} // namespace

void PlaneDamage::add(const DamagedPart& part, bool isWhole)
{
    const std::lock_guard lock(m_mutex);
    m_count.fetch_add(1, std::memory_order_relaxed);
    for (auto& [known, isKnownWhole] : m_entries) {
        const bool isKnown = known.classes == part.classes && contains(known.rect, part.rect);
        if (isKnown && (isKnownWhole || !isWhole))
            return;
        // What was tried as a whole stays apart: each chunk has a reason of its own.
        if (isWhole || isKnownWhole || !continues(known, part))
            continue;
        const std::int64_t end =
            std::max(known.rect.row + known.rect.rows, part.rect.row + part.rect.rows);
        known.rect.row = std::min(known.rect.row, part.rect.row);
        known.rect.rows = end - known.rect.row;
        return;
    }
    if (m_entries.size() < mostListed)
        m_entries.push_back({part, isWhole});
}

void PlaneDamage::forget()
{
    const std::lock_guard lock(m_mutex);
    m_count = 0;
    m_entries.clear();
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
    std::vector<DamagedPart> parts;
    {
        const std::lock_guard lock(m_mutex);
        parts.reserve(m_entries.size());
        for (const Entry& entry : m_entries)
            parts.push_back(entry.part);
    }
    std::ranges::sort(parts, {}, [](const DamagedPart& part) {
        return std::tuple(part.rect.row, part.rect.column, part.classes.first);
    });
    return parts;
}

} // namespace tessera
