// SPDX-License-Identifier: MIT
#include "ui/window/tile_census.h"

#include <algorithm>
#include <utility>

namespace tessera {

void TileCensus::start(std::shared_ptr<const VolumeSource> source)
{
    m_source = std::move(source);
    m_counted.clear();
    m_seen = {};
}

bool TileCensus::take(const PictureBatch& batch)
{
    constexpr std::size_t mostTiles = 200'000; // what comes after them is not counted
    const SeenPixels before = m_seen;
    for (const PictureOutcome& outcome : batch.outcomes) {
        if (!outcome.picture)
            continue;
        const Tile& tile = *(*outcome.picture)->tile;
        // Others hold the same pixels.
        const bool isStandIn =
            tile.quality == TileQuality::Spread || tile.quality == TileQuality::FileLevel;
        if (tile.subject->kind != TileKind::Classes || tile.subject->source != m_source
            || isStandIn)
            continue;
        const auto known = m_counted.find(tile.key);
        if (known == m_counted.end() ? m_counted.size() >= mostTiles
                                     : known->second.quality == tile.quality)
            continue;
        if (known != m_counted.end())
            takeBack(known->second);
        add(tile);
    }
    return m_seen != before;
}

void TileCensus::add(const Tile& tile)
{
    Counted counted{tile.quality,
        static_cast<std::uint64_t>(tile.rect.rows) * static_cast<std::uint64_t>(tile.rect.columns),
        tile.counts, 0};
    for (const MarkedRect& marked : tile.damage.rects)
        counted.damaged += static_cast<std::uint64_t>(marked.rect.rows)
            * static_cast<std::uint64_t>(marked.rect.columns);
    m_seen.pixels += counted.pixels;
    m_seen.clamped += counted.counts.clamped;
    m_seen.notANumber += counted.counts.notANumber;
    m_seen.damaged += counted.damaged;
    m_seen.won.resize(std::max(m_seen.won.size(), tile.classPixels.size()));
    for (std::size_t index = 0; index < tile.classPixels.size(); ++index)
        m_seen.won[index] += tile.classPixels[index];
    m_counted[tile.key] = counted;
}

// A class that won a sample stays one that was seen.
void TileCensus::takeBack(const Counted& counted)
{
    m_seen.pixels -= counted.pixels;
    m_seen.clamped -= counted.counts.clamped;
    m_seen.notANumber -= counted.counts.notANumber;
    m_seen.damaged -= counted.damaged;
}

} // namespace tessera
