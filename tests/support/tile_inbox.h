// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_sink.h"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace tessera::test {

// Collects what a scheduler delivers. Threads: every member may be called from any thread.
class TileInbox : public TileSink {
public:
    void tilesFinished(std::vector<TileOutcome> outcomes) override;

    bool waitFor(std::size_t outcomes) const; // until that many came; false after 30 s
    std::vector<TileOutcome> outcomes() const; // in the order of their coming
    std::size_t count() const;
    std::size_t failures() const;
    TilePtr tile(const TileKey& key) const; // the latest; null when none came
    void clear();

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_news;
    std::vector<TileOutcome> m_outcomes; // guarded by m_mutex
};

} // namespace tessera::test
