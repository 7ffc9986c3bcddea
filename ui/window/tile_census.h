// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/painted_tile.h"
#include "ui/dialogs/reading_checks.h"

#include <memory>
#include <unordered_map>

namespace tessera {

// Counts what the tiles of a volume hold, as they come; each once, whatever it is painted with.
// Threads: GUI thread only.
class TileCensus {
public:
    void start(std::shared_ptr<const VolumeSource> source); // forgets what was counted
    bool take(const PictureBatch& batch); // true when something was counted
    const SeenPixels& seen() const { return m_seen; }

private:
    struct Counted {
        TileQuality quality = TileQuality::Exact;
        std::uint64_t pixels = 0;
        ReduceCounts counts;
        std::uint64_t damaged = 0;
    };
    void add(const Tile& tile);
    void takeBack(const Counted& counted);

    std::shared_ptr<const VolumeSource> m_source;
    std::unordered_map<TileKey, Counted, TileKeyHash> m_counted;
    SeenPixels m_seen;
};

} // namespace tessera
