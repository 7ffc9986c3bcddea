// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/attribute_text.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// No file that means it has more levels of one array.
constexpr std::size_t mostFileLevels = 32;

// What files say of coarser levels of an array, by the conventions of those who write them. Nothing
// is believed: a name need not exist, and factors may be any numbers. Threads: any.

// By the array's own attribute `downsamplingFactors` (N5), one a dimension; empty where there is
// none. `rank`: how many dimensions the array has.
std::vector<double> ownFactors(const AttributeSet& attributes, std::size_t rank);

// By BigDataViewer's "/s00/resolutions", three numbers a level, x first; none where the array has
// no name of BigDataViewer.
std::vector<LevelClaim> bdvLevels(std::string_view dataset, std::span<const double> resolutions);

// The name that counts on from this one, by the last number in it: "/p/s1" of "/p/s0"; empty where
// there is no number.
std::string nextLevelName(std::string_view dataset);

} // namespace tessera
