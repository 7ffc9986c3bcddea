// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"
#include "core/source/attribute_text.h"
#include "core/source/meaning.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tessera {

// What attributes say of the distances between samples; empty where they say nothing. `rank`: how
// many dimensions the array has. Threads: any.
SpacingClaim spacingClaim(const AttributeSet& attributes, std::size_t rank);

struct Distances {
    std::vector<double> numbers;
    std::string unit; // empty: not said
};

// Those in "[40, 4, 4]", "40 4 4", or {"unit": "um", "dimensions": […]} as N5 has it; none where it
// is anything else.
Distances distancesIn(const std::string& text);

// Whether each can be one, and one at least is known, which is not 0.
bool areDistances(const std::vector<double>& numbers);

// A claim as distances along x, y and z, with their reason; nothing where it does not fit the
// axes, or says nothing of x and y. Threads: any.
void measurePixel(Meaning& meaning, const SpacingClaim& claim);

} // namespace tessera
