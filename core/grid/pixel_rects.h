// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"

#include <algorithm>

namespace tessera {

// What two rectangles of a level share; empty where that is nothing.
inline PixelRect common(const PixelRect& one, const PixelRect& other)
{
    const std::int64_t row = std::max(one.row, other.row);
    const std::int64_t column = std::max(one.column, other.column);
    return {row, column, std::min(one.row + one.rows, other.row + other.rows) - row,
        std::min(one.column + one.columns, other.column + other.columns) - column};
}

} // namespace tessera
