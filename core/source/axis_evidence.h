// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/value_sample.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// How the numbers of an array are stored, as far as it says how exact their sums can be.
struct NumberSort {
    bool isWhole = false;
    bool isHalf = false; // of 16 bits, floating point
    double unit = 1; // as ArrayInfo has it
};
NumberSort sortOf(const ArrayInfo& info);

// Calls with each line of the boxes along a dimension that they hold all of, side by side.
void forEachLine(std::span<const ValueBox> boxes, std::size_t dimension,
    const std::function<void(std::span<const double>)>& use);

// What samples sum to along one dimension. Lines of zeros only, or with what is no finite number,
// say nothing.
struct SumEvidence {
    std::uint64_t lines = 0; // that say something
    std::uint64_t silent = 0; // that do not
    double mean = 0;
    double deviation = 0; // standard deviation
    double total = 0; // what they sum to, 1, 100, 255 …; 0: to nothing in particular
    bool isOfLogs = false; // the numbers are logarithms, of what sums to `total`
    bool isTrivial = false; // any numbers that do not differ would do the same

    bool tellsClasses() const { return total > 0 && !isTrivial; }
};
SumEvidence sumsAlong(std::span<const ValueBox> boxes, std::size_t dimension, NumberSort sort);

// "Along dimension 3 (extent 4), 64 samples sum to 1.000 ± 0.0003": begins a sentence.
std::string toText(const SumEvidence& sums, std::size_t dimension, std::uint64_t extent);

// How much neighbours along the dimension differ, compared with pixels that are side by side in
// another one: below 1 along a line through space, much above between classes. Empty: not known.
std::optional<double> roughnessAlong(std::span<const ValueBox> boxes, std::size_t dimension);

} // namespace tessera
