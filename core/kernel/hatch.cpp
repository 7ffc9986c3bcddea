// SPDX-License-Identifier: MIT
#include "core/kernel/hatch.h"

namespace tessera {

namespace {

constexpr Pixel grey(Pixel level)
{
    constexpr Pixel opaque = 0xFF000000;
    constexpr Pixel allChannels = 0x010101;
    return opaque | level * allChannels;
}

} // namespace

void paintHatch(const PixelRect& rect, SpecialCode code, Pixel* out, std::int64_t outStride)
{
    for (std::int64_t row = 0; row < rect.rows; ++row)
        for (std::int64_t column = 0; column < rect.columns; ++column)
            out[row * outStride + column] =
                grey(isLightStripe(code, rect.row + row, rect.column + column) ? hatchLightGrey
                                                                               : hatchDarkGrey);
}

} // namespace tessera
