// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace tessera {

// The steps of the talk "Profile, Optimize, Repeat" from naive to fast, each a small function of
// its own, written to be read: ladder_rows.cpp (v0, v1), ladder_arrays.cpp (v2 to v4) and
// ladder_fused.cpp (v5 to v7). All make the same picture; what differs is what they keep in memory
// and how often they walk over it.
enum class LadderStep : std::uint8_t {
    TextRows, // v0
    BinaryRows, // v1
    WholeArrays, // v2
    LeanArrays, // v3
    LeanChunks, // v4
    FusedLoop, // v5
    FusedPointers, // v6
    FusedChunks, // v7
};

struct LadderStepName {
    LadderStep step;
    std::string_view id; // "v0"
    std::string_view what; // "text, a list for every pixel": English, for the command line
};
std::span<const LadderStepName> ladderSteps(); // from the bottom up

struct LadderShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t classes = 0;

    std::int64_t pixels() const { return rows * columns; }
};

// What a step starts from: probabilities as files hold them.
struct LadderInput {
    LadderShape shape;
    ColourTable colours; // one a class; all are drawn
    // The numbers of one class, as numpy.savetxt writes a matrix: a line a row, blanks between.
    std::function<std::unique_ptr<std::istream>(std::int64_t classIndex)> openText;
    // All numbers: doubles in the machine's byte order, by row, column, class.
    std::function<std::unique_ptr<std::istream>()> openBinary;
};

// Rows × columns × 3 bytes: class colour × probability, truncated; black where no class has a
// positive probability. The first of equals wins, NaN never wins, what is above 1 counts as 1.
using LadderPicture = std::vector<std::uint8_t>;

// Reads the input and colours it the way of that step. Errors: Malformed (the input ended early).
// Throws std::bad_alloc: the lower steps need many times the memory of their input.
// Threads: any; a step uses one.
Result<LadderPicture> climb(LadderStep step, const LadderInput& input);

// The most memory that a step holds at once, in bytes; an estimate from above.
std::uint64_t ladderMemory(LadderStep step, const LadderShape& shape);

} // namespace tessera
