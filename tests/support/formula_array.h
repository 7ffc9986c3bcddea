// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/opened_array.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace tessera::test {

// The number in the file at a position, one index a dimension.
using Formula = std::function<double(std::span<const std::int64_t>)>;

// What was asked of an array.
struct FormulaCount {
    std::atomic<std::int64_t> reads = 0;
    std::atomic<std::int64_t> samples = 0;
};

// An array without a file, of any extents: samples are made as they are read, of the type that
// `info` names. Reads fail where `isBroken`.
struct FormulaSpec {
    ArrayInfo info;
    Formula formula;
    bool isBroken = false;
    std::shared_ptr<FormulaCount> count = std::make_shared<FormulaCount>();
};
ArrayPtr formulaArray(const FormulaSpec& spec);

// Smooth probabilities of the classes along `classes`, which sum to 1, times `total`; the same
// across all dimensions in which `shape` has one entry.
Formula smoothProbabilities(
    std::vector<std::uint64_t> shape, std::size_t classes, double total = 1);
// The logarithms of the same, each pixel's with another summand.
Formula smoothLogits(std::size_t classes);
// Smooth in all dimensions, from 0 to `most`.
Formula smoothField(double most = 1);

} // namespace tessera::test
