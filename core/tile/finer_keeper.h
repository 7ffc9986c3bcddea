// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "core/tile/tile.h"
#include "core/tile/tile_cache.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace tessera {

// Says which finer tiles of a subject are worth making of what is read for coarser ones, and takes
// them to the cache. Threads: every member may be called from any thread.
class FinerKeeper {
public:
    // What it works with; all of it outlives it.
    struct Parts {
        const TileCache& cache;
        CostLog& costs;
        BufferPool* buffers = nullptr; // null: tiles come from the system
        int worker = 0; // for the bills
        // Of the cache, what all tiles of a level may take: the one part of so many.
        std::uint64_t shareOfCache = 4;
    };
    using Insert = std::function<void(TilePtr)>;

    // `insert` puts a finished tile into the cache.
    FinerKeeper(SubjectPtr subject, const Parts& parts, Insert insert);

    // The finest level of means that is worth it. Tiles of finer ones would be gone before anybody
    // wants them, and would push out what is shown.
    int finestLevel() const { return m_finest; }

    // An empty tile with room for its numbers; null where an exact one is there already. Throws
    // std::bad_alloc.
    std::unique_ptr<Tile> begin(const TileKey& key) const;

    // With its counts, but for the pixels of each class.
    void keep(std::unique_ptr<Tile> tile, std::int64_t reduceNs) const;

private:
    SubjectPtr m_subject;
    Parts m_parts;
    Insert m_insert;
    int m_finest = 1;
};

} // namespace tessera
