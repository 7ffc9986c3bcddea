// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/file_guide.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Class names that small arrays of texts in the same file give: `class_names` and the like in the
// group of the array called `dataset` and in those above it, the nearest first; then those of an
// ilastik project. Threads: any; blocks while it asks.
std::vector<NamesClaim> namesInside(
    FileGuide& guide, std::string_view dataset, const std::stop_token& stop);

// Those of an ilastik project alone. `source`: as that of AxisClaim.
std::vector<NamesClaim> projectNames(
    FileGuide& guide, const std::string& source, const std::stop_token& stop);

} // namespace tessera
