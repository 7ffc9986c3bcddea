// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

namespace tessera {

// What the cost panel shows beside the bills: memory now, and how far the present view is.
struct CostStatus {
    ByteCount resident; // of the process
    ByteCount peakResident;
    ByteCount cacheHeld;
    ByteCount cacheBudget;
    int tilesReady = 0; // of the tiles the view wants
    int tilesWanted = 0;

    friend bool operator==(const CostStatus&, const CostStatus&) = default;
};

} // namespace tessera
