// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/tile/tile.h"

#include <vector>

namespace tessera {

// A wish that came true, or why it did not.
struct TileOutcome {
    TileKey key;
    Result<TilePtr> tile;
};

// Where finished tiles go.
// Threads: called by any thread, by several at once, holding no lock of the caller.
class TileSink {
public:
    virtual ~TileSink() = default;
    virtual void tilesFinished(std::vector<TileOutcome> outcomes) = 0;
};

} // namespace tessera
