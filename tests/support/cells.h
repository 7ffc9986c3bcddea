// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/mean_cell.h"

#include <cstdint>

namespace tessera::test {

// What a cell made for a test is like.
struct CellSpec {
    PlaneShape shape = {3, 5};
    std::int64_t classes = 4;
    bool isUniform = false;
    bool hasCounts = false;
    std::uint32_t seed = 1; // other numbers
};

// A cell whose numbers follow from the spec; some are NaN.
CellPtr makeCell(const CellSpec& spec);

// Whether they are alike to the last bit.
bool areSame(const MeanCell& one, const MeanCell& other);

} // namespace tessera::test
