// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_builder.h"

#include <stop_token>

namespace tessera {

// As buildBlock(), for blocks of TileQuality::FileLevel (see file_level_plan.h). A pixel whose
// samples cannot be read is not a number. Threads: any. Throws std::bad_alloc.
Result<BlockCost> buildFileLevelBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop);

} // namespace tessera
