// SPDX-License-Identifier: MIT
// The sums of MeanReducer a vector at a time; compiled like simd_reduce.cpp.
#include "core/kernel/kernel_table.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernel/simd_mean.cpp"
#include "core/kernel/simd_targets.h"

#include <hwy/foreach_target.h>

#include "core/kernel/simd_lanes.h"

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

#if TESSERA_SIMD_TARGET

// Four doubles, even where there is room for eight: four classes are then one vector.
using SumTag = hn::CappedTag<double, 4>;
using SumLanes = hn::Vec<SumTag>;
constexpr std::int64_t sumLanes = static_cast<std::int64_t>(hn::MaxLanes(SumTag()));

HWY_INLINE SumLanes asSums(const double* samples)
{
    return hn::LoadU(SumTag(), samples);
}

HWY_INLINE SumLanes asSums(const float* samples)
{
    return hn::PromoteTo(SumTag(), hn::LoadU(hn::Rebind<float, SumTag>(), samples));
}

HWY_INLINE SumLanes asSums(const Half* samples)
{
    const hn::Rebind<hwy::float16_t, SumTag> stored;
    const hn::Rebind<float, SumTag> wide;
    return hn::PromoteTo(SumTag(),
        hn::PromoteTo(wide, hn::LoadU(stored, reinterpret_cast<const hwy::float16_t*>(samples))));
}

// Two rows of samples that are summed by 2×2.
template <class Sample> struct RowPair {
    const Sample* upper = nullptr;
    const Sample* lower = nullptr;

    HWY_INLINE RowPair(const SampleView& rows)
        : upper(rows.row<Sample>(0))
        , lower(rows.row<Sample>(1))
    {
    }

    // Pixels apart by `step`: lane k is a class, or whatever else stands k samples on.
    HWY_INLINE SumLanes sumsOf(std::int64_t west, std::int64_t step) const
    {
        return hn::Add(hn::Add(asSums(upper + west), asSums(upper + west + step)),
            hn::Add(asSums(lower + west), asSums(lower + west + step)));
    }
};

// Classes side by side. A vector may hold a few samples too many; what it writes behind the classes
// of its pair is written again by the next pair, so that the last pairs are left to the caller.
// Returns how many pairs are done.
template <class Sample>
std::int64_t sumInterleaved(const SampleView& rows, std::int64_t pairs, double* out)
{
    const RowPair<Sample> samples(rows);
    // The lanes of one vector reach less than this many pairs ahead.
    const std::int64_t whole = pairs - (sumLanes + rows.classes - 1) / rows.classes;
    for (std::int64_t pair = 0; pair < whole; ++pair)
        for (std::int64_t index = 0; index < rows.classes; index += sumLanes)
            hn::StoreU(samples.sumsOf(2 * pair * rows.columnStride + index, rows.columnStride),
                SumTag(), out + pair * rows.classes + index);
    return std::max<std::int64_t>(0, whole);
}

// Pixels of one class side by side.
template <class Sample>
std::int64_t sumPlanes(const SampleView& rows, std::int64_t pairs, double* out)
{
    const SumTag tag;
    const RowPair<Sample> samples(rows);
    const std::int64_t whole = pairs / sumLanes * sumLanes;
    const auto sumsOf = [&](const Sample* first) HWY_ATTR {
        const auto low = asSums(first);
        const auto high = asSums(first + sumLanes);
        return hn::Add(hn::ConcatEven(tag, high, low), hn::ConcatOdd(tag, high, low));
    };
    for (std::int64_t index = 0; index < rows.classes; ++index) {
        for (std::int64_t pair = 0; pair < whole; pair += sumLanes) {
            const std::int64_t first = 2 * pair + index * rows.classStride;
            HWY_ALIGN double sums[sumLanes];
            hn::Store(
                hn::Add(sumsOf(samples.upper + first), sumsOf(samples.lower + first)), tag, sums);
            for (std::int64_t lane = 0; lane < sumLanes; ++lane)
                out[(pair + lane) * rows.classes + index] = sums[lane];
        }
    }
    return whole;
}

template <class Sample>
std::int64_t sumWhole(const SampleView& rows, std::int64_t pairs, double* out)
{
    if (rows.columnStride == 1)
        return sumPlanes<Sample>(rows, pairs, out);
    // Of fewer classes half of a vector would be thrown away, and only float16 gains still.
    const bool isWorthIt = rows.classes > 2 || sizeof(Sample) == 2;
    if (isWorthIt && rows.classStride == 1 && rows.columnStride >= rows.classes)
        return sumInterleaved<Sample>(rows, pairs, out);
    return 0;
}

void sumPairs(const SampleView& rows, std::int64_t pairs, bool scaled, double* out)
{
    std::int64_t done = 0;
    // A division is as slow as looking up the quotient: integers stay with the reference.
    if (rows.type == ElementType::Float64)
        done = sumWhole<double>(rows, pairs, out);
    else if (rows.type == ElementType::Float32)
        done = sumWhole<float>(rows, pairs, out);
    else if (rows.type == ElementType::Float16)
        done = sumWhole<Half>(rows, pairs, out);
    SampleView rest = rows;
    rest.data += 2 * done * rows.columnStride * static_cast<std::int64_t>(elementSize(rows.type));
    scalar::sumPairs(rest, pairs - done, scaled, out + done * rows.classes);
}

#endif

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tessera {

SumFunction* simdSumPairs(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(SumFunction, target, sumPairs);
}

} // namespace tessera
#endif
