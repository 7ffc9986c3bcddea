// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tessera {

// What two rectangles of a level share; empty where that is nothing.
inline PixelRect common(const PixelRect& one, const PixelRect& other)
{
    const std::int64_t row = std::max(one.row, other.row);
    const std::int64_t column = std::max(one.column, other.column);
    return {row, column, std::min(one.row + one.rows, other.row + other.rows) - row,
        std::min(one.column + one.columns, other.column + other.columns) - column};
}

// A rectangle cut into pieces of so many rows and columns, those at the far ends smaller.
inline std::vector<PixelRect> pieces(const PixelRect& rect, std::int64_t rows, std::int64_t columns)
{
    std::vector<PixelRect> cut;
    for (std::int64_t row = 0; row < rect.rows; row += rows)
        for (std::int64_t column = 0; column < rect.columns; column += columns)
            cut.push_back({rect.row + row, rect.column + column, std::min(rows, rect.rows - row),
                std::min(columns, rect.columns - column)});
    return cut;
}

} // namespace tessera
