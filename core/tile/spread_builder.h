// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_builder.h"

#include <stop_token>

namespace tessera {

// As buildBlock(), for blocks of TileQuality::Spread (see spread_plan.h). What was never written is
// passed over where something was, near by. A pixel whose samples cannot be read is not a number.
// Threads: any. Throws std::bad_alloc.
Result<BlockCost> buildSpreadBlock(
    const BlockTask& task, WorkerScratch& scratch, const std::stop_token& stop);

} // namespace tessera
