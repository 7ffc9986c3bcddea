// SPDX-License-Identifier: MIT
// What of the visible part is there.
#include "ui/view/view_content.h"

#include "core/levels/mean_cell.h"
#include "core/tile/file_level_plan.h"

#include <algorithm>
#include <cmath>

namespace tessera {

bool ViewContent::isFirstPicture() const
{
    return !m_visible.empty() && std::ranges::all_of(m_visible, [this](const TileWish& wish) {
        return m_failures.contains(wish.key) || standInFor(wish.key) != nullptr;
    });
}

// One tile may be all of a large plane: then its cells tell more.
double ViewContent::refinedShare() const
{
    const double ready = m_visible.empty()
        ? 1
        : static_cast<double>(readyTiles()) / static_cast<double>(m_visible.size());
    const Refinement cells = m_session.refinement();
    const bool isMadeOfCells = m_part.level >= firstKeptLevel && !cells.isComplete;
    return isMadeOfCells ? std::max(ready, cells.share) : ready;
}

std::optional<double> ViewContent::sampledShare() const
{
    std::optional<double> share;
    for (const TileWish& wish : m_visible) {
        const Tile* shown = standInFor(wish.key);
        if (shown == nullptr || shown->quality >= TileQuality::FileLevel)
            continue;
        const double own = shown->quality == TileQuality::Spread
            ? shown->sampledShare
            : std::ldexp(1.0, -2 * shown->key.level);
        share = std::max(share.value_or(0), own);
    }
    return share;
}

std::optional<LevelScale> ViewContent::fileLevel() const
{
    std::optional<LevelScale> coarsest;
    for (const TileWish& wish : m_visible) {
        const Tile* shown = standInFor(wish.key);
        if (shown == nullptr || shown->quality != TileQuality::FileLevel)
            continue;
        const LevelScale own = fileLevelFor(*shown->subject, shown->key.level).scale;
        if (!coarsest || own.rows * own.columns > coarsest->rows * coarsest->columns)
            coarsest = own;
    }
    return coarsest;
}

bool ViewContent::isReady(const TileWish& wish) const
{
    if (m_failures.contains(wish.key))
        return true;
    const auto* held = m_store.find(wish.key);
    return held != nullptr && held->picture->tile->quality >= wish.quality
        && held->picture->look >= m_look && !m_retried.contains(wish.key);
}

bool ViewContent::isSettled() const
{
    return std::ranges::all_of(m_visible, [this](const TileWish& wish) { return isReady(wish); });
}

std::size_t ViewContent::readyTiles() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_visible, [this](const TileWish& wish) { return isReady(wish); }));
}

ViewContent::Damage ViewContent::damage() const
{
    Damage damage;
    const auto add = [&](const std::string& reason) {
        if (damage.tiles++ == 0)
            damage.reason = reason;
    };
    for (const TileWish& wish : m_visible) {
        const auto* held = m_retried.contains(wish.key) ? nullptr : m_store.find(wish.key);
        if (const Error* failure = failureAt(wish.key))
            add(failure->message);
        else if (held != nullptr && held->picture->tile->damage.parts > 0)
            add(held->picture->tile->damage.reason);
    }
    return damage;
}

std::vector<std::uint64_t> ViewContent::classPixels() const
{
    std::vector<std::uint64_t> pixels(static_cast<std::size_t>(m_session.info().classes));
    for (const TileWish& wish : m_visible) {
        const auto* held =
            wish.subject->kind == TileKind::Classes ? m_store.find(wish.key) : nullptr;
        if (held == nullptr)
            continue;
        const auto& counted = held->picture->tile->classPixels;
        for (std::size_t index = 0; index < std::min(pixels.size(), counted.size()); ++index)
            pixels[index] += counted[index];
    }
    return pixels;
}

TilePtr ViewContent::tileAt(std::int64_t row, std::int64_t column) const
{
    const std::int64_t edge = m_session.grid().edge() << m_part.level;
    const TileKey key = m_session.classKey(m_part.level,
        {static_cast<std::int32_t>(row / edge), static_cast<std::int32_t>(column / edge)});
    const auto* held = m_store.find(key);
    return held == nullptr ? nullptr : held->picture->tile;
}

} // namespace tessera
