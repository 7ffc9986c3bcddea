// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/kernel/measure.h"

#include <string>

namespace tessera {

// What a sample means. A plain value: with the measure and the look it says all of what is shown.
// Dataset and axes are those the source was opened with; the plane moves.
struct Reading {
    std::string dataset;
    std::string axes; // "zyxc": one letter a dimension
    PlanePosition plane;

    friend bool operator==(const Reading&, const Reading&) = default;
};

} // namespace tessera
