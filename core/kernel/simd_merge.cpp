// SPDX-License-Identifier: MIT
// mergeClasses() and countMerged() a vector of pixels at a time; compiled like simd_reduce.cpp.
#include "core/kernel/kernel_table.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernel/simd_merge.cpp"
#include "core/kernel/simd_targets.h"

#include <hwy/foreach_target.h>

#include "core/kernel/simd_walk.h"

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

#if TESSERA_SIMD_TARGET

template <class Sample, class Code>
HWY_INLINE void loadPixels(
    const Code* codes, const Sample* numbers, std::int64_t count, WalkOn<Sample, Code>& walk)
{
    const LaneTag<Sample> tag;
    if (count == laneCount<Sample>) [[likely]] {
        walk.codes = loadCodes<Sample>(codes);
        walk.best =
            toKeys<Sample>(hn::LoadU(tag, reinterpret_cast<const LaneOf<Sample>*>(numbers)));
        return;
    }
    HWY_ALIGN Code allCodes[laneCount<Sample>] = {};
    HWY_ALIGN LaneOf<Sample> allNumbers[laneCount<Sample>] = {};
    std::copy_n(codes, count, allCodes);
    std::memcpy(allNumbers, numbers, static_cast<std::size_t>(count) * sizeof(Sample));
    walk.codes = loadCodes<Sample>(allCodes);
    walk.best = toKeys<Sample>(hn::LoadU(tag, allNumbers));
}

template <class Sample, class Code> struct RowMerger {
    const SampleView& part;
    std::int64_t firstClass = 0;

    template <class Source> HWY_INLINE void row(std::int64_t row, Code* codes, Sample* numbers)
    {
        eachBlock<Source, Sample>(
            part, row,
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
        WalkOn<Sample, Code> walk;
        if (firstClass > 0)
            loadPixels(codes, numbers, count, walk);
        source.walk(walk, column, part.classes, firstClass);
        storePixels<Sample>(walk.codes, walk.best, count, codes, numbers);
    }

    // Out of line, since every way of walking ends with it.
    HWY_NOINLINE void rest(const Gathered<Sample>& source, std::int64_t column, std::int64_t count,
        Code* codes, Sample* numbers)
    {
        block(source, column, count, codes, numbers);
    }
};

template <class Sample, class Code, class Source>
void mergeRows(const SampleView& part, std::int64_t firstClass, const ClassTarget& state)
{
    RowMerger<Sample, Code> merger{part, firstClass};
    for (std::int64_t row = 0; row < part.rows; ++row) {
        const ClassTarget line = state.shifted(row, 0);
        merger.template row<Source>(
            row, reinterpret_cast<Code*>(line.codes), reinterpret_cast<Sample*>(line.numbers));
    }
}

template <class Sample, class Code>
bool mergeTyped(const SampleView& part, std::int64_t firstClass, const ClassTarget& state)
{
    if constexpr (sizeof(Code) > sizeof(Sample))
        return false; // a lane has no room for the code
    else
        return withWay<Sample, Code>(part, [&]<class Source>(Way<Source>) {
            mergeRows<Sample, Code, Source>(part, firstClass, state);
        });
}

void mergeClasses(const SampleView& part, std::int64_t firstClass, const ClassTarget& state)
{
    const bool isDone = withElementType(part.type, [&]<class Sample>(Sample) {
        return state.wideCodes ? mergeTyped<Sample, std::uint16_t>(part, firstClass, state)
                               : mergeTyped<Sample, std::uint8_t>(part, firstClass, state);
    });
    if (!isDone)
        scalar::mergeClasses(part, firstClass, state);
}

template <class Code>
HWY_INLINE std::uint64_t countNotANumber(const Code* codes, std::int64_t whole)
{
    const hn::ScalableTag<Code> tag;
    const auto notANumber = hn::Set(tag, specialCode<Code>(SpecialCode::NotANumber));
    std::uint64_t count = 0;
    for (std::int64_t column = 0; column < whole; column += hn::MaxLanes(tag))
        count += hn::CountTrue(tag, hn::Eq(hn::LoadU(tag, codes + column), notANumber));
    return count;
}

template <class Sample>
HWY_INLINE std::uint64_t countClamped(const Sample* numbers, std::int64_t whole)
{
    const LaneTag<Sample> tag;
    const auto* lanes = reinterpret_cast<const LaneOf<Sample>*>(numbers);
    std::uint64_t count = 0;
    for (std::int64_t column = 0; column < whole; column += laneCount<Sample>)
        count += countAboveOne<Sample>(toKeys<Sample>(hn::LoadU(tag, lanes + column)));
    return count;
}

template <class Sample, class Code>
void countRow(const ClassTarget& line, std::int64_t whole, ReduceCounts& counts)
{
    counts.notANumber += countNotANumber(reinterpret_cast<const Code*>(line.codes), whole);
    if constexpr (!std::is_integral_v<Sample>)
        counts.clamped += countClamped(reinterpret_cast<const Sample*>(line.numbers), whole);
}

ReduceCounts countMerged(const ClassTarget& state, std::int64_t rows, std::int64_t columns)
{
    // A multiple of the lanes of every type.
    constexpr std::int64_t step = laneCount<std::uint8_t>;
    const std::int64_t whole = columns / step * step;
    ReduceCounts counts = scalar::countMerged(state.shifted(0, whole), rows, columns - whole);
    for (std::int64_t row = 0; row < rows; ++row) {
        const ClassTarget line = state.shifted(row, 0);
        withElementType(state.numberType, [&]<class Sample>(Sample) {
            if (state.wideCodes)
                countRow<Sample, std::uint16_t>(line, whole, counts);
            else
                countRow<Sample, std::uint8_t>(line, whole, counts);
        });
    }
    return counts;
}

#endif

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tessera {

MergeFunction* simdMerge(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(MergeFunction, target, mergeClasses);
}

CountFunction* simdCountMerged(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(CountFunction, target, countMerged);
}

} // namespace tessera
#endif
