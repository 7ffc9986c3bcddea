// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"

#include <cstdint>

namespace tessera {

// At most this many samples (pixels × classes) are read at once for exact means; beyond it, one
// sample stands for a block.
constexpr std::int64_t exactSampleLimit = 64'000'000;

// Whether all of a plane is too much to be read at once for exact means. In floating point: shapes
// are claims.
inline bool isLarge(PlaneShape plane, std::int64_t classes)
{
    return static_cast<double>(plane.rows) * static_cast<double>(plane.columns)
        * static_cast<double>(classes)
        > static_cast<double>(exactSampleLimit);
}

} // namespace tessera
