// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"
#include "core/source/axis_layout.h"

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace tessera {

struct AxisGuess {
    Axes axes; // one entry a dimension
    std::string reason; // why these, a sentence for a person
};

struct ClaimedAxes {
    PartialAxes axes; // as far as something is claimed
    std::string reason; // a sentence; empty where nothing is
};
// What the first sound claim says.
ClaimedAxes claimedAxes(std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims);

// Which dimension of an array (shape slowest first) is which axis, without a look at its samples:
// what the first sound claim says, else by the extents alone. The error is what is wrong with the
// array, to follow its name in a sentence: "has 1 dimension; …". Threads: any.
std::expected<AxisGuess, std::string> guessAxes(
    std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims = {});

} // namespace tessera
