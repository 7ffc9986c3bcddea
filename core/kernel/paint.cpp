// SPDX-License-Identifier: MIT
#include "core/kernel/paint.h"

#include "core/kernel/kernel_table.h"

#include <algorithm>

namespace tessera {

namespace {

constexpr Pixel opaque = 0xFF000000;

Pixel packed(Pixel red, Pixel green, Pixel blue)
{
    return opaque | (red << 16) | (green << 8) | blue;
}

template <class Value>
void paintImageRows(const ValueView& tile, ImageWindow window, Pixel* out, std::int64_t outStride)
{
    const double scale = window.high > window.low ? 255.0 / (window.high - window.low) : 0.0;
    const auto shade = [&](Value value) {
        const double scaled = (static_cast<double>(value) - window.low) * scale;
        return scaled > 0 ? static_cast<Pixel>(std::min(scaled, 255.0) + 0.5) : Pixel{0};
    };
    for (std::int64_t row = 0; row < tile.rows; ++row) {
        const Value* value =
            reinterpret_cast<const Value*>(tile.values) + row * tile.rowStride * tile.channels;
        Pixel* pixels = out + row * outStride;
        for (std::int64_t column = 0; column < tile.columns; ++column, value += tile.channels) {
            const Pixel first = shade(value[0]);
            pixels[column] = tile.channels < 3 ? packed(first, first, first)
                                               : packed(first, shade(value[1]), shade(value[2]));
        }
    }
}

} // namespace

void paintClasses(
    const ClassView& tile, const ColourTable& colours, Pixel* out, std::int64_t outStride)
{
    activeKernel().paint(tile, colours, out, outStride);
}

void paintImage(const ValueView& tile, ImageWindow window, Pixel* out, std::int64_t outStride)
{
    withElementType(tile.type,
        [&]<class Value>(Value) { paintImageRows<Value>(tile, window, out, outStride); });
}

} // namespace tessera
