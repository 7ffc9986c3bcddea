// SPDX-License-Identifier: MIT
// reduceClasses() a vector of pixels at a time. This file is compiled once for each instruction set
// (Highway's foreach_target), always with the baseline's flags: only what stands between
// HWY_BEFORE_NAMESPACE() and HWY_AFTER_NAMESPACE() is compiled for more.
#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_value.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernel/simd_reduce.cpp"
#include "core/kernel/simd_targets.h"

#include <hwy/foreach_target.h>

#include "core/kernel/simd_walk.h"

#include <algorithm>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

#if TESSERA_SIMD_TARGET

// Reduces one row. Numbers are those of the samples; who wants others converts them.
template <class Sample, class Code> struct RowReducer {
    const SampleView& view;
    ReduceCounts counts{};

    template <class Source> HWY_INLINE void row(std::int64_t row, Code* codes, Sample* numbers)
    {
        eachBlock<Source, Sample>(
            view, row,
            [&](const Source& source, std::int64_t column) HWY_ATTR {
                block(source, column, laneCount<Sample>, codes + column, numbers + column);
            },
            [&](const Gathered<Sample>& source, std::int64_t column, std::int64_t count)
                HWY_ATTR { rest(source, column, count, codes + column, numbers + column); });
    }

private:
    template <class Source>
    HWY_INLINE void block(
        const Source& source, std::int64_t column, std::int64_t count, Code* codes, Sample* numbers)
    {
        Walk<Sample, Code> walk;
        source.walk(walk, column, view.classes, 0);
        if constexpr (!std::is_integral_v<Sample>) {
            const CodeTag<Sample> tag;
            const auto isNone =
                hn::Eq(walk.codes, hn::Set(tag, specialCode<Code>(SpecialCode::None)));
            const auto isFirstNumber = hn::RebindMask(tag, isNumber<Sample>(walk.first));
            if (!hn::AllFalse(tag, hn::AndNot(isFirstNumber, isNone))) [[unlikely]]
                walk.codes = codesOfNan(source, column);
        }
        counts.clamped += countAboveOne<Sample>(walk.best);
        storePixels<Sample>(walk.codes, walk.best, count, codes, numbers);
    }

    // Out of line, since every way of walking ends with it.
    HWY_NOINLINE void rest(const Gathered<Sample>& source, std::int64_t column, std::int64_t count,
        Code* codes, Sample* numbers)
    {
        block(source, column, count, codes, numbers);
    }

    // Once more for the few blocks where it takes more than class 0 to tell *none* from NaN.
    template <class Source>
    HWY_NOINLINE CodeLanes<Sample> codesOfNan(const Source& source, std::int64_t column)
    {
        const CodeTag<Sample> tag;
        WalkOn<Sample, Code> walk;
        source.walk(walk, column, view.classes, 0);
        counts.notANumber += hn::CountTrue(
            tag, hn::Eq(walk.codes, hn::Set(tag, specialCode<Code>(SpecialCode::NotANumber))));
        return walk.codes;
    }
};

// Numbers of another type than the samples go through a piece of stack.
template <class Sample, class Code, class Source>
void reduceRows(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    constexpr std::int64_t pieceColumns = 512;
    const bool isKept = target.numberType == samples.type;
    SampleView part = samples;
    for (std::int64_t column = 0; column < samples.columns; column += part.columns) {
        part.columns = isKept ? samples.columns : std::min(pieceColumns, samples.columns - column);
        part.data = samples.data
            + column * samples.columnStride * static_cast<std::int64_t>(sizeof(Sample));
        RowReducer<Sample, Code> reducer{part};
        for (std::int64_t row = 0; row < samples.rows; ++row) {
            const ClassTarget out = target.shifted(row, column);
            Sample converted[pieceColumns];
            Sample* numbers = isKept ? reinterpret_cast<Sample*>(out.numbers) : converted;
            reducer.template row<Source>(row, reinterpret_cast<Code*>(out.codes), numbers);
            if (!isKept)
                std::transform(numbers, numbers + part.columns,
                    reinterpret_cast<float*>(out.numbers),
                    [](Sample number) { return static_cast<float>(toProbability(number)); });
        }
        counts += reducer.counts;
    }
}

template <class Sample, class Code>
bool reduceTyped(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    if constexpr (sizeof(Code) > sizeof(Sample))
        return false; // a lane has no room for the code
    else
        return withWay<Sample, Code>(samples, [&]<class Source>(Way<Source>) {
            reduceRows<Sample, Code, Source>(samples, target, counts);
        });
}

void reduceClasses(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    const bool isDone = withElementType(samples.type, [&]<class Sample>(Sample) {
        return target.wideCodes ? reduceTyped<Sample, std::uint16_t>(samples, target, counts)
                                : reduceTyped<Sample, std::uint8_t>(samples, target, counts);
    });
    if (!isDone)
        scalar::reduceClasses(samples, target, counts);
}

#endif

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tessera {

ReduceFunction* simdReduce(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(ReduceFunction, target, reduceClasses);
}

} // namespace tessera
#endif
