// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/tile/block_plan.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

struct BlockCost {
    std::int64_t readNs = 0;
    std::int64_t reduceNs = 0;
    ByteCount bytesRead;
    ByteCount scratchBytes;
    std::vector<ReduceCounts> counts; // one a tile of the run
};

// Memory of one worker, used again for every block.
struct WorkerScratch {
    AlignedBuffer samples;
};

// Reads one block of a run, band by band, and reduces it into the tiles of the run: the only place
// where read and reduce are chained. `block` is one of planBlocks(run); `tiles` are those of the
// run, left to right. Different blocks write to different rows, so several may be built at once.
// Threads: any. Throws std::bad_alloc.
Result<BlockCost> buildBlock(const TileRun& run, const PixelRect& block,
    const std::vector<std::unique_ptr<Tile>>& tiles, WorkerScratch& scratch,
    const std::stop_token& stop);

// Counts the pixels of each class, when all blocks are there.
void countClasses(Tile& tile);

} // namespace tessera
