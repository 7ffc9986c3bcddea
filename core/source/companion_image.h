// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/axis_guess.h"
#include "core/source/volume_source.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// Where the image that the probabilities in `dataset` were computed from may lie in the same file:
// called `image`, `raw` or the like, in the same group, then at the root.
std::vector<std::string> companionNames(const std::string& dataset);

// The axes under which an array of this shape (slowest dimension first) lies beneath the
// probabilities: Y, X, and where there are some 1 or 3 channels (as the class axis), slices (Z) in
// front, and dimensions of one entry before all that. Empty where rows, columns or slices differ.
// Threads: any.
std::optional<AxisGuess> companionAxes(
    std::span<const std::uint64_t> shape, const VolumeInfo& probabilities);

} // namespace tessera
