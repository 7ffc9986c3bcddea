// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/kernel/class_planes.h"
#include "core/kernel/paint.h"

#include <cstdint>

namespace tessera {

// The stripes that stand for pixels which cannot be shown: two greys, so that they are neither
// black nor the colour of a class. Damaged: down to the left; Missing: down to the right.
constexpr int hatchDarkGrey = 64;
constexpr int hatchLightGrey = 160;
constexpr std::int64_t hatchStripe = 8; // pixels along a row

// Whether the pixel of a pattern that begins at (0, 0) is in a light stripe.
constexpr bool isLightStripe(SpecialCode code, std::int64_t row, std::int64_t column)
{
    const std::int64_t along = code == SpecialCode::Missing ? column - row : column + row;
    return (along / hatchStripe + (along < 0 ? 1 : 0)) % 2 != 0;
}

// Draws `rect` of a picture whose pixel (row, column) is the pattern's; `out` is the rectangle's
// first pixel, `outStride` pixels a row. Threads: any; touches nothing but `out`.
void paintHatch(const PixelRect& rect, SpecialCode code, Pixel* out, std::int64_t outStride);

} // namespace tessera
