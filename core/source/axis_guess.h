// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"

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

// The letters of ilastik's JSON attribute `axistags`, {"axes": [{"key": "z", …}, …]}; empty where
// the text is anything else.
std::string taggedLetters(std::string_view axisTags);

// Which dimension of a probability array (shape slowest first, 3 to 5 dimensions) is which axis:
// what the first sound claim says, else by the shape alone. The error is what is wrong with the
// array, to follow its name in a sentence: "has 2 dimensions; …". Threads: any.
std::expected<AxisGuess, std::string> guessAxes(
    std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims = {});

} // namespace tessera
