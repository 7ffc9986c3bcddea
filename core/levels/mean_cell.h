// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/grid/region.h"

#include <compare>
#include <cstdint>
#include <memory>

namespace tessera {

// Coarse levels of a large plane are kept as cells of means from this level up; finer ones are made
// anew when they are wanted: they would take more than a sixteenth of a float32 source each.
constexpr int firstKeptLevel = 3;

// Which cell of a plane: row and column count cells of that level. Cells are a TileGrid of their
// own edge, so that the four children of (level, row, column) are (level - 1, 2 row + 0..1,
// 2 column + 0..1).
struct CellPosition {
    std::int32_t level = 0;
    std::int32_t row = 0;
    std::int32_t column = 0;

    friend auto operator<=>(const CellPosition&, const CellPosition&) = default;
};

// Means of all classes for a rectangle of one level, by the definition of the levels (see
// MeanReducer): a mean is the sum of the finite samples under a pixel divided by their count, NaN
// where the count is 0. Immutable when shared.
struct MeanCell {
    PlaneShape shape; // in pixels of its level; smaller than the edge at the far ends of the plane
    std::int64_t classes = 1;
    // One pixel stands for all of them: nothing but one and the same value lies under the cell.
    bool isUniform = false;
    AlignedBuffer means; // float32, [row][column][class]; of one pixel where isUniform
    // uint64, laid out as the means: how many finite samples are under each. Empty where all are,
    // so that the count follows from the extents of the plane.
    AlignedBuffer counts;

    ByteCount bytes() const { return {means.size() + counts.size()}; }
};
using CellPtr = std::shared_ptr<const MeanCell>;

} // namespace tessera
