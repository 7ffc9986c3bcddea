// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/default_dataset.h"

#include <cstdint>
#include <vector>

namespace tessera {

// How many parts an extent has of which one is coarse: 2 for a half, of what does not divide evenly
// rounded up or down; 1 where both are the same; 0 where it is no whole part. Threads: any.
std::uint64_t partsOf(std::uint64_t fine, std::uint64_t coarse);

// Whether one dataset is a coarser level of the other, as files with a pyramid keep them: their
// paths differ in one number alone ("/p/s1" and "/p/s0"), which is greater, and each extent is the
// same or a whole part of the other's, not all the same. Threads: any.
bool isCoarserLevelOf(const DatasetEntry& coarse, const DatasetEntry& fine);

// Without those that are coarser levels of others; a list too long for that stays as it is.
std::vector<const DatasetEntry*> withoutCoarserLevels(std::vector<const DatasetEntry*> entries);

} // namespace tessera
