// SPDX-License-Identifier: MIT
// What is seen while the visible part is not there.
#include "ui/view/view_content.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

// Of two wishes for one tile, that for the level of the file comes first; the other one when it has
// come true. Samples are not for tiles that are wanted themselves: the overview may be of their
// level.
void ViewContent::putOff(std::vector<TileWish>& missing, std::vector<TileWish>& standIns)
{
    m_putOff.clear();
    for (const TileWish& one : standIns)
        if (one.quality == TileQuality::FileLevel)
            m_putOff.insert(one.key);
    std::erase_if(missing, [this](const TileWish& one) { return m_putOff.contains(one.key); });
    std::erase_if(standIns, [&](const TileWish& one) {
        return std::ranges::find(missing, one.key, &TileWish::key) != missing.end();
    });
}

// Where the slice before, or the volume before a reload, is seen meanwhile, a few samples are
// worse.
std::vector<TileWish> ViewContent::standIns() const
{
    if (!m_standIns.empty())
        return {};
    return m_session.standInsFor({m_part, m_wantsClasses, m_wantsImage}, m_formerClasses.empty(),
        [this](const TileKey& key, TileQuality atLeast) {
            const auto* held = m_store.find(key);
            return m_failures.contains(key)
                || (held != nullptr && held->picture->tile->quality >= atLeast);
        });
}

// Each place shows something that is not much coarser.
bool ViewContent::isNearlyThere() const
{
    constexpr int levels = 2;
    const auto isThere = [this](const TileKey& key, TileQuality atLeast) {
        const auto* held = m_store.find(key);
        return held != nullptr && held->picture->tile->quality >= atLeast;
    };
    return std::ranges::all_of(std::array{shownSubject(Layer::Classes), shownSubject(Layer::Image)},
        [&](const SubjectPtr& subject) {
            return !subject
                || isCovered(subject, m_part, m_part.level + levels, TileQuality::Exact, isThere);
        });
}

const Tile* ViewContent::standInFor(const TileKey& key) const
{
    const auto* held = m_store.findOver(key, m_session.grid().levels() + mostStandInLevels);
    return held == nullptr ? nullptr : held->picture->tile.get();
}

// Two readings back at most: the last one may not have been seen whole.
void ViewContent::standInFrom(ViewContent& former)
{
    constexpr std::size_t mostReadings = 2;
    dropStandIns();
    const TileGrid& grid = former.m_session.grid();
    if (grid.plane() != m_session.grid().plane() || grid.edge() != m_session.grid().edge())
        return;
    const auto take = [&](Layer layer, std::vector<std::uint64_t>& ids) {
        ids = former.subjects(layer);
        ids.resize(std::min(ids.size(), mostReadings));
        for (const std::uint64_t subject : ids) {
            m_standIns.push_back(subject);
            m_store.takeSubject(former.m_store, subject);
        }
    };
    take(Layer::Classes, m_formerClasses);
    take(Layer::Image, m_formerImages);
}

void ViewContent::dropStandIns()
{
    if (m_standIns.empty())
        return;
    for (const std::uint64_t subject : std::exchange(m_standIns, {}))
        m_store.dropSubject(subject);
    m_formerClasses.clear();
    m_formerImages.clear();
}

// Of a tile that is not there, what stands in for it: not every frame draws it.
void ViewContent::useShown(const TileKey& key, std::uint64_t frame)
{
    const int levels = m_session.grid().levels() + mostStandInLevels;
    if (m_store.useOver(key, levels, frame) != nullptr)
        return;
    const bool isImage = key.subject == m_session.imageKey(0, {}).subject;
    for (const std::uint64_t former : isImage ? m_formerImages : m_formerClasses)
        if (m_store.useOver({former, key.level, key.row, key.column}, levels, frame) != nullptr)
            return;
}

} // namespace tessera
