// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/colour.h"
#include "core/base/element_type.h"
#include "core/kernel/class_planes.h"

#include <cstdint>

namespace tessera {

// Pixels are 0xAARRGGBB in the machine's byte order, alpha 255 or (all zero) nothing there.
using Pixel = std::uint32_t;

// Class colour × number: each channel is trunc(channel × number) in double, the number clamped to
// [0, 1] (as a probability where it is an integer). Nothing is drawn for hidden classes, for *none*
// and for the other special codes. `out` has `outStride` pixels a row. Codes beyond the table draw
// nothing. Threads: any; touches nothing but `out`.
void paintClasses(
    const ClassView& tile, const ColourTable& colours, Pixel* out, std::int64_t outStride);

// Which values of an image become black and white; a value between them is scaled linearly.
struct ImageWindow {
    double low = 0;
    double high = 1;

    friend bool operator==(const ImageWindow&, const ImageWindow&) = default;
};

// One channel becomes grey, three become red, green, blue. Values as stored; NaN is black.
struct ValueView {
    const std::byte* values = nullptr;
    ElementType type = ElementType::Float32;
    std::int64_t channels = 1;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStride = 0; // in pixels
};
void paintImage(const ValueView& tile, ImageWindow window, Pixel* out, std::int64_t outStride);

} // namespace tessera
