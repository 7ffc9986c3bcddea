// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_source.h"

#include <QString>

#include <array>
#include <vector>

namespace tessera {

// What a person may choose of a reading, and how it is called. Plain functions. Threads: any.

inline constexpr std::array axisLetters{
    Axis::Time, Axis::Z, Axis::Y, Axis::X, Axis::Class, Axis::Batch};
QString letterOf(Axis axis);
QString axisText(Axis axis); // "z  depth"

// The axes with `axis` at `dimension`; the dimension that had it gets the former one's in exchange.
Axes withAxis(Axes axes, std::size_t dimension, Axis axis);
bool isComplete(const Axes& axes); // rows and columns are there

// Channels that are stored, whatever is made of them.
std::int64_t storedChannels(const ArrayInfo& array, const Axes& axes);

struct ScaleOption {
    QString text; // "0 – 255 (as stored)"
    ValueScale scale; // never binary
};
// What the array may be on, the likeliest first; with `present`, whatever it is.
std::vector<ScaleOption> scaleOptions(const ArrayInfo& array, ValueScale present);

} // namespace tessera
