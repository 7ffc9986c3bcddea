// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/kernel/mean_reducer.h"
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
    std::int64_t sampledPixels = 0; // of level 0, for tiles of spread samples
    std::vector<ReduceCounts> counts; // one a tile
    std::vector<TileDamage> damage; // one a tile; empty where all was read
};

// Memory of one worker, used again for every block.
struct WorkerScratch {
    ReadScratch read;
    AlignedBuffer stateCodes; // of classes that arrive in groups
    AlignedBuffer stateNumbers;
    AlignedBuffer salvaged; // of reads that failed in part
    MeanReducer means;

    ByteCount bytes() const
    {
        return read.held() + ByteCount{stateCodes.size() + stateNumbers.size() + salvaged.size()}
        + means.held();
    }
};

class FinerKeeper;
class FinerTiles;

// A rectangle of a level, and the tiles that share it: they lie side by side in one row of tiles,
// left to right, and together hold all of its columns.
struct BlockTask {
    const TileSubject& subject;
    int level = 0;
    TileQuality quality = TileQuality::Exact;
    PixelRect block;
    const std::vector<std::unique_ptr<Tile>>& tiles;
    // What is made on the way, where all is read for exact means, and who takes it; null: nothing.
    FinerTiles* finer = nullptr;
    const FinerKeeper* keeper = nullptr;
};

// Reads one block, band by band, and reduces it into its tiles: the only place where read and
// reduce are chained. Where the file keeps classes apart they are merged one group after the other,
// so that never all classes of a tile are in memory. Different blocks write to different pixels, so
// several may be built at once. What cannot be read is no error: its pixels are marked damaged, the
// others are what they would be without the damage. A mean over some damaged samples is that of the
// good ones; where there are none, or a class of a pixel is missing altogether, it is damaged.
// Threads: any. Throws std::bad_alloc.
Result<BlockCost> buildBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop);

// Counts the pixels of each class, when all blocks are there.
void countClasses(Tile& tile);

} // namespace tessera
