// SPDX-License-Identifier: MIT
#include "ui/view/picture_store.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tessera {

namespace {

QImage imageOver(const PaintedTile& picture)
{
    const PixelRect& rect = picture.tile->rect;
    const auto format = picture.tile->subject->kind == TileKind::Image
        ? QImage::Format_RGB32
        : QImage::Format_ARGB32_Premultiplied;
    return {reinterpret_cast<const uchar*>(picture.pixels.data()), static_cast<int>(rect.columns),
        static_cast<int>(rect.rows), static_cast<qsizetype>(rect.columns * 4), format};
}

} // namespace

PictureStore::PictureStore(ByteCount budget)
    : m_budget(budget)
{
}

bool PictureStore::insert(PaintedTilePtr picture, std::uint64_t frame)
{
    const TileKey key = picture->tile->key;
    Entry& entry = m_entries[key];
    if (entry.picture) {
        const bool isWorse = entry.picture->tile->quality > picture->tile->quality
            || (entry.picture->tile->quality == picture->tile->quality
                && entry.picture->look > picture->look);
        if (isWorse)
            return false;
        m_held -= {entry.picture->pixels.size()};
    }
    m_held += {picture->pixels.size()};
    entry.image = imageOver(*picture);
    entry.picture = std::move(picture);
    entry.usedInFrame = frame;
    return true;
}

const PictureStore::Entry* PictureStore::find(const TileKey& key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

const PictureStore::Entry* PictureStore::use(const TileKey& key, std::uint64_t frame)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return nullptr;
    found->second.usedInFrame = std::max(found->second.usedInFrame, frame);
    return &found->second;
}

const PictureStore::Entry* PictureStore::findOver(const TileKey& key, int levels) const
{
    for (TileKey place = key; place.level < levels;
        place = {place.subject, place.level + 1, place.row >> 1, place.column >> 1})
        if (const Entry* held = find(place))
            return held;
    return nullptr;
}

const PictureStore::Entry* PictureStore::useOver(
    const TileKey& key, int levels, std::uint64_t frame)
{
    const Entry* held = findOver(key, levels);
    return held == nullptr ? nullptr : use(held->picture->tile->key, frame);
}

void PictureStore::clear()
{
    m_entries.clear();
    m_held = {};
}

void PictureStore::dropSubject(std::uint64_t subject)
{
    std::erase_if(m_entries, [&](const auto& item) {
        if (item.first.subject != subject)
            return false;
        m_held -= {item.second.picture->pixels.size()};
        return true;
    });
}

void PictureStore::takeSubject(PictureStore& other, std::uint64_t subject)
{
    for (auto entry = other.m_entries.begin(); entry != other.m_entries.end();) {
        const auto here = entry++;
        if (here->first.subject != subject)
            continue;
        const ByteCount bytes{here->second.picture->pixels.size()};
        auto taken = other.m_entries.extract(here);
        other.m_held -= bytes;
        if (m_entries.insert(std::move(taken)).inserted)
            m_held += bytes;
    }
}

void PictureStore::trim(std::uint64_t frame)
{
    if (m_held <= m_budget)
        return;
    std::vector<std::pair<std::uint64_t, TileKey>> byAge;
    for (const auto& [key, entry] : m_entries)
        if (entry.usedInFrame < frame)
            byAge.emplace_back(entry.usedInFrame, key);
    std::ranges::sort(byAge, {}, [](const auto& item) { return item.first; });
    for (const auto& [used, key] : byAge) {
        if (m_held <= m_budget)
            return;
        const auto found = m_entries.find(key);
        m_held -= {found->second.picture->pixels.size()};
        m_entries.erase(found);
    }
}

} // namespace tessera
