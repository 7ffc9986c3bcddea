// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"
#include "core/source/array_info.h"
#include "core/source/attribute_text.h"
#include "core/source/meaning.h"

#include <cstddef>

namespace tessera {

// What attributes say of the distances between samples; empty where they say nothing. `rank`: how
// many dimensions the array has. Threads: any.
SpacingClaim spacingClaim(const AttributeSet& attributes, std::size_t rank);

// A claim as distances along x, y and z, with their reason; nothing where it does not fit the
// axes, or says nothing of x and y. Threads: any.
void measurePixel(Meaning& meaning, const SpacingClaim& claim);

} // namespace tessera
