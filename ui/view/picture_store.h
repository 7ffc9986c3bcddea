// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/tile/painted_tile.h"

#include <QImage>

#include <cstdint>
#include <unordered_map>

namespace tessera {

// The pictures a view holds: what it shows, and as much of what it showed before as the budget
// allows. Threads: GUI thread only.
class PictureStore {
public:
    struct Entry {
        PaintedTilePtr picture;
        QImage image; // over the picture's own memory
        std::uint64_t usedInFrame = 0;
    };

    explicit PictureStore(ByteCount budget);

    // Replaces a picture of the same tile; false when it is worse than what is there (sampled for
    // exact).
    bool insert(PaintedTilePtr picture, std::uint64_t frame);
    const Entry* find(const TileKey& key) const; // null when absent
    const Entry* use(
        const TileKey& key, std::uint64_t frame); // the same, and keeps it from being dropped
    // The picture of the tile, or the finest of a coarser one over it, of levels below `levels`;
    // null where there is none.
    const Entry* findOver(const TileKey& key, int levels) const;
    const Entry* useOver(const TileKey& key, int levels, std::uint64_t frame);
    void clear();
    template <class Look> void forEach(const Look& look) const
    {
        for (const auto& [key, entry] : m_entries)
            look(key, entry);
    }
    void dropSubject(std::uint64_t subject);
    void takeSubject(PictureStore& other, std::uint64_t subject); // its pictures, out of `other`

    // Drops what was used longest ago, but nothing used in `frame`, until the budget holds.
    void trim(std::uint64_t frame);
    ByteCount held() const { return m_held; }
    bool isWithinBudget() const { return m_held <= m_budget; }

private:
    std::unordered_map<TileKey, Entry, TileKeyHash> m_entries;
    ByteCount m_budget;
    ByteCount m_held;
};

} // namespace tessera
