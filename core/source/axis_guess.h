// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"

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

// Which dimension of a probability array (shape slowest first, 3 to 5 dimensions) is which axis:
// what `axisTags` says (ilastik's JSON attribute `axistags`; empty where there is none), else by
// the shape alone. The error is what is wrong with the array, to follow its name in a sentence:
// "has 2 dimensions; …".
// Threads: any.
std::expected<AxisGuess, std::string> guessAxes(
    std::span<const std::uint64_t> shape, std::string_view axisTags = {});

} // namespace tessera
