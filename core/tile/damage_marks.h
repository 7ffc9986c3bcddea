// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_builder.h"

#include <vector>

namespace tessera {

// Marks in the tiles of a block which of its pixels are lost with these parts of the plane, and
// takes those pixels out of the counts; one entry a tile. A pixel of a sampled level is lost with
// its sample; one that is a mean, with all its samples. Threads: as buildBlock().
std::vector<TileDamage> markDamage(const BlockTask& task, const std::vector<DamagedPart>& parts,
    std::vector<ReduceCounts>& counts);

} // namespace tessera
