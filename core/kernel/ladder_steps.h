// SPDX-License-Identifier: MIT
#pragma once

#include "core/kernel/ladder.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace tessera::ladder {

// How many rows the steps by chunks take at once: few enough that they stay in the processor's
// second-level cache, which is why these steps need no more memory when the picture grows.
constexpr std::int64_t chunkBytes = 512 * 1024;
inline std::int64_t rowsOfChunk(const LadderShape& shape)
{
    const std::int64_t rowBytes =
        shape.columns * shape.classes * static_cast<std::int64_t>(sizeof(double));
    return std::clamp<std::int64_t>(
        chunkBytes / std::max<std::int64_t>(rowBytes, 1), 1, std::max<std::int64_t>(shape.rows, 1));
}

inline std::size_t countOf(const LadderShape& shape)
{
    return static_cast<std::size_t>(shape.pixels() * shape.classes);
}

inline LadderPicture emptyPicture(const LadderShape& shape)
{
    return LadderPicture(static_cast<std::size_t>(shape.pixels()) * 3);
}

inline std::unexpected<Error> endedEarly()
{
    return fail(ErrorCode::Malformed,
        "A file of the ladder ended early: run it again, nothing should write there meanwhile.");
}

Result<void> readNumbers(std::istream& file, std::span<double> numbers);
Result<std::vector<double>> readAll(const LadderInput& input);

Result<LadderPicture> climbTextRows(const LadderInput& input);
Result<LadderPicture> climbBinaryRows(const LadderInput& input);
Result<LadderPicture> climbWholeArrays(const LadderInput& input);
Result<LadderPicture> climbLeanArrays(const LadderInput& input);
Result<LadderPicture> climbLeanChunks(const LadderInput& input);
Result<LadderPicture> climbFusedLoop(const LadderInput& input);
Result<LadderPicture> climbFusedPointers(const LadderInput& input);
Result<LadderPicture> climbFusedChunks(const LadderInput& input);

} // namespace tessera::ladder
