// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/value_scale.h"

#include <optional>

namespace tessera {

// How an array is to be read, as far as somebody says so; the rest is by evidence.
struct ReadingWish {
    std::optional<Axes> axes = std::nullopt;
    std::optional<ValueScale> scale = std::nullopt; // its range may be rangeOfType
    // Whether a single channel is two classes, whatever the scale says. Set, an error where there
    // are more channels.
    std::optional<bool> isBinary = std::nullopt;
    PlaneAxes plane = PlaneAxes::XY; // XY where the volume has no depth

    friend bool operator==(const ReadingWish&, const ReadingWish&) = default;
};

} // namespace tessera
