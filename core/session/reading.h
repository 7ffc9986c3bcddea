// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/grid/region.h"
#include "core/source/value_scale.h"

#include <string>

namespace tessera {

// What a sample means. A plain value: with the measure and the look it says all of what is shown.
// All but the position is as the source was opened; the position moves.
struct Reading {
    std::string dataset;
    Axes axes; // of the array, whatever plane is shown
    PlaneAxes planeAxes = PlaneAxes::XY;
    ValueScale scale;
    PlanePosition plane;

    friend bool operator==(const Reading&, const Reading&) = default;
};

} // namespace tessera
