// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/kernel/merge.h"
#include "core/kernel/paint.h"
#include "core/kernel/reduce.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace tessera {

using ReduceFunction = void(const SampleView&, const ClassTarget&, ReduceCounts&);
using MergeFunction = void(const SampleView&, std::int64_t, const ClassTarget&);
using CountFunction = ReduceCounts(const ClassTarget&, std::int64_t, std::int64_t);
using PaintFunction = void(const ClassView&, const ColourTable&, Pixel*, std::int64_t);
// Sums of 2×2 samples, ((nw + ne) + (sw + se)) in double, of `pairs` pairs of columns of the first
// two rows; `out` holds all classes of a pair side by side. Integers are probabilities if `scaled`.
using SumFunction = void(const SampleView& rows, std::int64_t pairs, bool scaled, double* out);
using RgbFunction = void(std::span<const Pixel> pixels, std::uint8_t* rgb);

// One variant of the kernel: what reduceClasses() and its like stand for while it is in use. All
// variants give the same bits. Only tests and benchmarks take one by hand.
struct KernelTable {
    std::string_view name; // as TESSERA_KERNEL has it
    ReduceFunction* reduce = nullptr;
    MergeFunction* merge = nullptr;
    CountFunction* countMerged = nullptr;
    PaintFunction* paint = nullptr;
    SumFunction* sumPairs = nullptr;
    RgbFunction* rgbBytes = nullptr;
};

// What this machine can run, "scalar" first, the best last. Threads: any.
std::span<const KernelTable> supportedKernels();

// The variant named `wish`; the best for an empty one. Threads: any.
Result<const KernelTable*> findKernel(std::string_view wish);

// The variant in use: chosen once, by TESSERA_KERNEL if that names one that the machine can run.
// Threads: any.
const KernelTable& activeKernel();

// The reference, written to be read; it also does what no vector fits.
namespace scalar {
ReduceFunction reduceClasses;
MergeFunction mergeClasses;
CountFunction countMerged;
PaintFunction paintClasses;
SumFunction sumPairs;
RgbFunction toRgbBytes;
} // namespace scalar

// The functions for one of Highway's targets, null where it is not compiled.
ReduceFunction* simdReduce(std::int64_t target);
MergeFunction* simdMerge(std::int64_t target);
CountFunction* simdCountMerged(std::int64_t target);
PaintFunction* simdPaint(std::int64_t target);
SumFunction* simdSumPairs(std::int64_t target);
RgbFunction* simdRgb(std::int64_t target);

} // namespace tessera
