// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/attribute_text.h"

#include <string_view>
#include <vector>

namespace tessera {

// What the attribute `multiscales` (OME-NGFF, any version up to 0.5) of a group that the array
// called `path` lies in says of it; empty where it does not name the array.
struct OmeHints {
    AxisClaim axes;
    SpacingClaim spacing;
    std::vector<LevelClaim> levels; // the others that are listed with it
};
OmeHints omeHints(const AttributeSet& attributes, std::string_view path);

} // namespace tessera
