// SPDX-License-Identifier: MIT
#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_value.h"

#include <algorithm>
#include <vector>

namespace tessera::scalar {

namespace {

constexpr Pixel opaque = 0xFF000000;

Pixel packed(Pixel red, Pixel green, Pixel blue)
{
    return opaque | (red << 16) | (green << 8) | blue;
}

struct PaintEntry {
    double red = 0;
    double green = 0;
    double blue = 0;
    Pixel mask = 0; // all ones where something is drawn
};

// One entry for every code there is, so that the loop needs no bounds.
std::vector<PaintEntry> paintTable(const ColourTable& colours, bool wideCodes)
{
    std::vector<PaintEntry> table(wideCodes ? 0x10000 : 0x100);
    for (std::size_t index = 0; index < std::min(colours.size(), table.size() - 4); ++index) {
        const ClassColour& colour = colours[index];
        if (colour.visible)
            table[index] = {static_cast<double>(colour.rgb.red),
                static_cast<double>(colour.rgb.green), static_cast<double>(colour.rgb.blue),
                ~Pixel{0}};
    }
    return table;
}

template <class Code, class Number>
void paintRows(
    const ClassView& tile, const std::vector<PaintEntry>& table, Pixel* out, std::int64_t outStride)
{
    for (std::int64_t row = 0; row < tile.rows; ++row) {
        const Code* codes = reinterpret_cast<const Code*>(tile.codes) + row * tile.rowStride;
        const Number* numbers =
            reinterpret_cast<const Number*>(tile.numbers) + row * tile.rowStride;
        Pixel* pixels = out + row * outStride;
        for (std::int64_t column = 0; column < tile.columns; ++column) {
            const PaintEntry& entry = table[codes[column]];
            const double stored = toProbability(numbers[column]);
            const double number = stored > 0 ? std::min(stored, 1.0) : 0.0;
            const auto channel = [number](double full) {
                return static_cast<Pixel>(static_cast<std::int32_t>(full * number));
            };
            pixels[column] =
                packed(channel(entry.red), channel(entry.green), channel(entry.blue)) & entry.mask;
        }
    }
}

} // namespace

void paintClasses(
    const ClassView& tile, const ColourTable& colours, Pixel* out, std::int64_t outStride)
{
    const auto table = paintTable(colours, tile.wideCodes);
    withElementType(tile.numberType, [&]<class Number>(Number) {
        if (tile.wideCodes)
            paintRows<std::uint16_t, Number>(tile, table, out, outStride);
        else
            paintRows<std::uint8_t, Number>(tile, table, out, outStride);
    });
}

} // namespace tessera::scalar
