// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/opened_array.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera::test {

// An array without a file.
struct MemoryArraySpec {
    std::vector<std::uint64_t> shape;
    std::vector<double> values; // as delivered, slowest dimension first
    ElementType type = ElementType::Float32;
    // What it says of itself; GCC wants the initialisers where a caller leaves one out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::vector<std::uint64_t> chunk{};
    ArrayHints hints{};
    // NOLINTEND(readability-redundant-member-init)
};

// Open. Integer types have the unit of a file that stores the same type.
ArrayPtr memoryArray(const MemoryArraySpec& spec);

// How many samples such a shape has, and as many values that a formula gives: between 0 and 1, with
// ties, different in every dimension.
std::vector<double> valuesFor(const std::vector<std::uint64_t>& shape);

} // namespace tessera::test
