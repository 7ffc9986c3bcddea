// SPDX-License-Identifier: MIT
// The walk over the classes of a vector of pixels. Included once for each instruction set, like
// simd_lanes.h.
#if defined(TESSERA_SIMD_WALK) == defined(HWY_TARGET_TOGGLE)
#ifdef TESSERA_SIMD_WALK
#undef TESSERA_SIMD_WALK
#else
#define TESSERA_SIMD_WALK
#endif

#include "core/grid/sample_view.h"
#include "core/kernel/simd_lanes.h"

#include <hwy/cache_control.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#if TESSERA_SIMD_TARGET

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

template <class Sample>
HWY_INLINE void takeBetter(
    Lanes<Sample> keys, CodeLanes<Sample> code, Lanes<Sample>& best, CodeLanes<Sample>& codes)
{
    if constexpr (std::is_unsigned_v<LaneOf<Sample>>) {
        // AVX2 has the maximum of unsigned lanes, and no comparison but for equality.
        const Lanes<Sample> better = hn::Max(keys, best);
        codes = hn::IfThenElse(hn::Eq(better, best), codes, code);
        best = better;
    } else {
        const auto isBetter = hn::Gt(keys, best);
        codes = hn::IfThenElse(hn::RebindMask(CodeTag<Sample>(), isBetter), code, codes);
        best = hn::IfThenElse(isBetter, keys, best);
    }
}

// The definition, a class for many pixels at a time: the first of equals wins, NaN never does.
template <class Sample, class Code> struct Walk {
    Lanes<Sample> best;
    Lanes<Sample> first; // class 0
    CodeLanes<Sample> codes;

    // Written out: the constructor that the compiler makes would be the baseline's.
    HWY_INLINE Walk()
        : best(zeroKeys<Sample>())
        , first(best)
        , codes(hn::Set(CodeTag<Sample>(), specialCode<Code>(SpecialCode::None)))
    {
    }

    HWY_INLINE void take(Lanes<Sample> stored, std::int64_t index)
    {
        const CodeTag<Sample> tag;
        using CodeLane = hn::TFromD<CodeTag<Sample>>;
        const auto code = hn::Set(tag, static_cast<CodeLane>(index));
        const Lanes<Sample> keys = toKeys<Sample>(stored);
        if (index == 0)
            first = keys;
        takeBetter<Sample>(keys, code, best, codes);
    }
};

// The same from a state on, told *not a number* from *none*: a pixel is the former until a class
// comes that is a number.
template <class Sample, class Code> struct WalkOn {
    Lanes<Sample> best;
    CodeLanes<Sample> codes;

    HWY_INLINE WalkOn()
        : best(zeroKeys<Sample>())
        , codes(hn::Set(CodeTag<Sample>(), specialCode<Code>(SpecialCode::NotANumber)))
    {
    }

    HWY_INLINE void take(Lanes<Sample> stored, std::int64_t index)
    {
        const CodeTag<Sample> tag;
        using CodeLane = hn::TFromD<CodeTag<Sample>>;
        const auto code = hn::Set(tag, static_cast<CodeLane>(index));
        const auto none = hn::Set(tag, specialCode<Code>(SpecialCode::None));
        const auto notANumber = hn::Set(tag, specialCode<Code>(SpecialCode::NotANumber));
        const Lanes<Sample> keys = toKeys<Sample>(stored);
        auto known = hn::Eq(codes, notANumber);
        if constexpr (!std::is_unsigned_v<LaneOf<Sample>>)
            known = hn::And(known, hn::RebindMask(tag, isNumber<Sample>(keys)));
        codes = hn::IfThenElse(known, none, codes);
        takeBetter<Sample>(keys, code, best, codes);
    }
};

// Asks for what the next blocks read. The hardware stops at borders of pages, and where a block is
// many instructions the processor does not look ahead far enough by itself.
template <class Lane> HWY_INLINE void prefetchBehind(const Lane* block, std::int64_t lanes)
{
    constexpr std::uintptr_t distance = 4096;
    constexpr std::uintptr_t cacheLine = 64;
    // No pointer arithmetic: what is there need not belong to the view.
    const auto first = reinterpret_cast<std::uintptr_t>(block) + distance;
    const auto bytes = static_cast<std::uintptr_t>(lanes) * sizeof(Lane);
    for (std::uintptr_t at = 0; at < bytes; at += cacheLine)
        hwy::Prefetch(
            reinterpret_cast<const void*>(first + at)); // NOLINT(performance-no-int-to-ptr)
}

// One vector of pixels that do not touch: `part` samples of each.
template <std::size_t part, class D>
HWY_INLINE hn::Vec<D> loadPieces(D tag, const hn::TFromD<D>* pixel, std::int64_t columnStride)
{
    if constexpr (hn::MaxLanes(D()) == part) {
        return hn::LoadU(tag, pixel);
    } else {
        const hn::Half<D> half;
        constexpr auto pixels = static_cast<std::int64_t>(hn::MaxLanes(half) / part);
        return hn::Combine(tag, loadPieces<part>(half, pixel + pixels * columnStride, columnStride),
            loadPieces<part>(half, pixel, columnStride));
    }
}

// Pixels with their classes side by side, `group` classes of all of them at a time: a power of two,
// at most the lanes of a vector. `packed`: pixels have exactly `group` classes and touch. Otherwise
// whole groups are read, so that up to group - 1 samples behind the last class are touched.
template <class Sample, int group, bool packed> struct Interleaved {
    using Lane = LaneOf<Sample>;

    HWY_INLINE Interleaved(const Lane* row, const SampleView& view)
        : m_pixels(row)
        , m_columnStride(packed ? group : view.columnStride)
    {
    }

    // How many pixels of the row can be read in whole groups.
    static std::int64_t wholeColumns(const SampleView& view, std::int64_t row)
    {
        const std::int64_t end = (view.rows - 1) * view.rowStride
            + (view.columns - 1) * view.columnStride + view.classes;
        const std::int64_t touched = (view.classes + group - 1) / group * group;
        const std::int64_t spare = end - row * view.rowStride - touched;
        return spare < 0 ? 0 : std::min(view.columns, spare / view.columnStride + 1);
    }

    template <class Taker>
    HWY_INLINE void walk(
        Taker& taker, std::int64_t column, std::int64_t classes, std::int64_t firstClass) const
    {
        const Lane* pixel = m_pixels + column * m_columnStride;
        if (packed || m_columnStride == classes)
            prefetchBehind(pixel, laneCount<Sample> * m_columnStride);
        if constexpr (packed) {
            takeGroup(taker, pixel, group, firstClass);
        } else {
            for (std::int64_t index = 0; index < classes; index += group)
                takeGroup(taker, pixel + index, std::min<std::int64_t>(group, classes - index),
                    firstClass + index);
        }
    }

private:
    const Lane* m_pixels;
    std::int64_t m_columnStride;

    template <class Taker>
    HWY_INLINE void takeGroup(
        Taker& taker, const Lane* pixel, std::int64_t classes, std::int64_t firstClass) const
    {
        const LaneTag<Sample> tag;
        constexpr std::int64_t pixelsPerVector = laneCount<Sample> / group;
        Lanes<Sample> lanes[group];
#pragma GCC unroll 16
        for (int index = 0; index < group; ++index)
            lanes[index] = packed
                ? hn::LoadU(tag, pixel + index * laneCount<Sample>)
                : loadPieces<group>(
                      tag, pixel + index * pixelsPerVector * m_columnStride, m_columnStride);
        deinterleave(lanes);
#pragma GCC unroll 16
        for (int index = 0; index < group; ++index)
            if (packed || index < classes)
                taker.take(lanes[index], firstClass + index);
    }

    // Even lanes to the front, odd lanes to the back, as often as the index of a class has bits:
    // vector k then holds class k of all pixels.
    static HWY_INLINE void deinterleave(Lanes<Sample> (&lanes)[group])
    {
        const LaneTag<Sample> tag;
#pragma GCC unroll 4
        for (int span = group; span > 1; span /= 2) {
            Lanes<Sample> sorted[group];
#pragma GCC unroll 16
            for (int index = 0; index < group / 2; ++index) {
                const auto low = lanes[2 * index];
                const auto high = lanes[2 * index + 1];
                sorted[index] = hn::ConcatEven(tag, high, low);
                sorted[index + group / 2] = hn::ConcatOdd(tag, high, low);
            }
#pragma GCC unroll 16
            for (int index = 0; index < group; ++index)
                lanes[index] = sorted[index];
        }
    }
};

// Classes in planes: pixels of one class side by side.
template <class Sample> struct Planar {
    HWY_INLINE Planar(const LaneOf<Sample>* row, const SampleView& view)
        : m_pixels(row)
        , m_classStride(view.classStride)
    {
    }

    static std::int64_t wholeColumns(const SampleView& view, std::int64_t /*row*/)
    {
        return view.columns;
    }

    template <class Taker>
    HWY_INLINE void walk(
        Taker& taker, std::int64_t column, std::int64_t classes, std::int64_t firstClass) const
    {
        const LaneOf<Sample>* sample = m_pixels + column;
        for (std::int64_t index = 0; index < classes; ++index, sample += m_classStride)
            taker.take(hn::LoadU(LaneTag<Sample>(), sample), firstClass + index);
    }

private:
    const LaneOf<Sample>* m_pixels;
    std::int64_t m_classStride;
};

// Any layout, `count` pixels from `column` on, the lanes behind them zero: what is left of a row.
template <class Sample> struct Gathered {
    HWY_INLINE Gathered(const LaneOf<Sample>* row, const SampleView& view, std::int64_t count)
        : m_pixels(row)
        , m_columnStride(view.columnStride)
        , m_classStride(view.classStride)
        , m_count(count)
    {
    }

    template <class Taker>
    HWY_INLINE void walk(
        Taker& taker, std::int64_t column, std::int64_t classes, std::int64_t firstClass) const
    {
        HWY_ALIGN LaneOf<Sample> lanes[laneCount<Sample>] = {};
        for (std::int64_t index = 0; index < classes; ++index) {
            const LaneOf<Sample>* sample =
                m_pixels + column * m_columnStride + index * m_classStride;
            for (std::int64_t pixel = 0; pixel < m_count; ++pixel)
                lanes[pixel] = sample[pixel * m_columnStride];
            taker.take(hn::Load(LaneTag<Sample>(), lanes), firstClass + index);
        }
    }

private:
    const LaneOf<Sample>* m_pixels;
    std::int64_t m_columnStride;
    std::int64_t m_classStride;
    std::int64_t m_count;
};

// Calls `f` with the type of the way in which the pixels of `view` can be walked a vector at a
// time, as Way<...>; false when there is none.
template <class Source> struct Way {
    using Type = Source;
};

template <class Sample, int group, class F> void withGroup(const SampleView& view, F&& f)
{
    if constexpr (group <= laneCount<Sample>) {
        if (view.classes == group && view.columnStride == group)
            f(Way<Interleaved<Sample, group, true>>());
        else
            f(Way<Interleaved<Sample, group, false>>());
    } else {
        withGroup<Sample, group / 2>(view, f);
    }
}

template <class Sample, class Code, class F> bool withWay(const SampleView& view, F&& f)
{
    constexpr bool isWide = sizeof(Code) > 1; // many classes then: one way is enough
    if (view.columnStride == 1)
        f(Way<Planar<Sample>>());
    else if (view.classStride != 1 && view.classes != 1)
        return false;
    else if (isWide || view.classes > 8)
        withGroup<Sample, 16>(view, f);
    else if constexpr (!isWide) {
        if (view.classes <= 2)
            withGroup<Sample, 2>(view, f);
        else if (view.classes <= 4)
            withGroup<Sample, 4>(view, f);
        else
            withGroup<Sample, 8>(view, f);
    }
    return true;
}

// Calls `block(source, column)` for the pixels of a row that make whole vectors and whose groups
// can be read without touching what is behind the view, then `rest(source, column, count)`.
template <class Source, class Sample, class Block, class Rest>
HWY_INLINE void eachBlock(
    const SampleView& view, std::int64_t row, const Block& block, const Rest& rest)
{
    const auto* pixels = view.row<LaneOf<Sample>>(row);
    const Source source(pixels, view);
    const std::int64_t whole = source.wholeColumns(view, row);
    std::int64_t column = 0;
    for (; column + laneCount<Sample> <= whole; column += laneCount<Sample>)
        block(source, column);
    while (column < view.columns) {
        const std::int64_t count = std::min(laneCount<Sample>, view.columns - column);
        rest(Gathered<Sample>(pixels, view, count), column, count);
        column += count;
    }
}

template <class Sample, class Code>
HWY_INLINE void storePixels(CodeLanes<Sample> codes, Lanes<Sample> keys, std::int64_t count,
    Code* codesOut, Sample* numbersOut)
{
    const LaneTag<Sample> tag;
    const auto stored = toStored<Sample>(keys);
    if (count == laneCount<Sample>) [[likely]] {
        storeCodes<Sample>(codes, codesOut);
        hn::StoreU(stored, tag, reinterpret_cast<LaneOf<Sample>*>(numbersOut));
        return;
    }
    HWY_ALIGN Code allCodes[laneCount<Sample>];
    HWY_ALIGN LaneOf<Sample> allNumbers[laneCount<Sample>];
    storeCodes<Sample>(codes, allCodes);
    hn::StoreU(stored, tag, allNumbers);
    std::copy_n(allCodes, count, codesOut);
    std::memcpy(numbersOut, allNumbers, static_cast<std::size_t>(count) * sizeof(Sample));
}

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif // TESSERA_SIMD_TARGET

#endif
