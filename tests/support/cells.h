// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/mean_cell.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace tessera::test {

// What a cell made for a test is like.
struct CellSpec {
    PlaneShape shape = {3, 5};
    std::int64_t classes = 4;
    bool isUniform = false;
    bool hasCounts = false;
    std::uint32_t seed = 1; // other numbers
    // The one pixel that lies all around these, [row][column] within the cell; empty: nothing does.
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::vector<std::pair<std::int64_t, std::int64_t>> pixels = {};
};

// A cell whose numbers follow from the spec; some are NaN.
CellPtr makeCell(const CellSpec& spec);

// Whether they are alike to the last bit.
bool areSame(const MeanCell& one, const MeanCell& other);

} // namespace tessera::test
