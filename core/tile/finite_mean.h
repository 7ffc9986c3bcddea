// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/grid/sample_view.h"
#include "core/kernel/sample_number.h"

#include <cmath>
#include <cstdint>
#include <limits>

namespace tessera {

// The mean of one class over the finite samples in a rectangle of a view, in pixels of it; NaN
// where there are none. For pictures that stand in: those of exact means come from MeanReducer.
template <class Sample, bool isScaled>
double meanOfFinite(const SampleView& view, const PixelRect& within, std::int64_t index)
{
    double sum = 0;
    std::int64_t count = 0;
    for (std::int64_t row = within.row; row < within.row + within.rows; ++row) {
        const Sample* samples = view.row<Sample>(row) + index * view.classStride;
        for (std::int64_t column = within.column; column < within.column + within.columns;
            ++column) {
            const double value = asDouble<isScaled>(samples[column * view.columnStride]);
            const bool isFinite = std::isfinite(value);
            sum += isFinite ? value : 0;
            count += isFinite ? 1 : 0;
        }
    }
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace tessera
