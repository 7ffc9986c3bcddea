// SPDX-License-Identifier: MIT
// Samples as lanes of a vector. Included once for each instruction set, between
// HWY_BEFORE_NAMESPACE() and HWY_AFTER_NAMESPACE() of the sources that use it; hence no #pragma
// once but Highway's toggle. Nothing here is called from outside those sources.
#if defined(TESSERA_SIMD_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef TESSERA_SIMD_LANES
#undef TESSERA_SIMD_LANES
#else
#define TESSERA_SIMD_LANES
#endif

#include "core/base/half.h"
#include "core/kernel/class_planes.h"

#include <hwy/highway.h>

#include <cstdint>
#include <type_traits>

#if TESSERA_SIMD_TARGET

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A Half travels as int16: what is above zero and no NaN has the order of its bits.
template <class Sample>
using LaneOf = std::conditional_t<std::is_same_v<Sample, Half>, std::int16_t, Sample>;
template <class Sample> using LaneTag = hn::ScalableTag<LaneOf<Sample>>;
template <class Sample> using Lanes = hn::Vec<LaneTag<Sample>>;
template <class Sample> using CodeTag = hn::RebindToUnsigned<LaneTag<Sample>>;
template <class Sample> using CodeLanes = hn::Vec<CodeTag<Sample>>;

template <class Sample>
constexpr std::int64_t laneCount = static_cast<std::int64_t>(hn::MaxLanes(LaneTag<Sample>()));

// Adding this to the bits of a Half wraps positive NaN below everything, and keeps what is negative
// below zero and what is positive above it, in order. So one signed comparison is enough.
constexpr std::int16_t halfBias = 0x3FF;
constexpr std::int16_t halfLastNan = halfBias - 1; // the last magnitude that NaN is wrapped to
constexpr std::int16_t halfOne = 0x3C00;
constexpr std::int16_t halfMagnitude = 0x7FFF;

template <class Sample> HWY_INLINE Lanes<Sample> toKeys(Lanes<Sample> stored)
{
    if constexpr (std::is_same_v<Sample, Half>)
        return hn::Add(stored, hn::Set(LaneTag<Sample>(), halfBias));
    else
        return stored;
}

template <class Sample> HWY_INLINE Lanes<Sample> toStored(Lanes<Sample> keys)
{
    if constexpr (std::is_same_v<Sample, Half>)
        return hn::Sub(keys, hn::Set(LaneTag<Sample>(), halfBias));
    else
        return keys;
}

template <class Sample> HWY_INLINE Lanes<Sample> zeroKeys()
{
    return toKeys<Sample>(hn::Zero(LaneTag<Sample>()));
}

// Of samples that are floating-point only.
template <class Sample> HWY_INLINE auto isNumber(Lanes<Sample> keys)
{
    const LaneTag<Sample> tag;
    if constexpr (std::is_same_v<Sample, Half>)
        return hn::Gt(hn::And(keys, hn::Set(tag, halfMagnitude)), hn::Set(tag, halfLastNan));
    else
        return hn::Eq(keys, keys);
}

template <class Sample> HWY_INLINE std::uint64_t countAboveOne(Lanes<Sample> keys)
{
    const LaneTag<Sample> tag;
    if constexpr (std::is_same_v<Sample, Half>)
        return hn::CountTrue(tag, hn::Gt(keys, toKeys<Sample>(hn::Set(tag, halfOne))));
    else if constexpr (std::is_floating_point_v<Sample>)
        return hn::CountTrue(tag, hn::Gt(keys, hn::Set(tag, Sample{1})));
    else
        return 0;
}

// Codes are as wide as the samples while they are compared, and stored as narrow as they are kept.
template <class Sample, class Code> HWY_INLINE void storeCodes(CodeLanes<Sample> codes, Code* out)
{
    if constexpr (sizeof(Code) == sizeof(Sample)) {
        hn::StoreU(codes, CodeTag<Sample>(), out);
    } else {
        const hn::Rebind<Code, LaneTag<Sample>> narrow;
        hn::StoreU(hn::TruncateTo(narrow, codes), narrow, out);
    }
}

template <class Sample, class Code> HWY_INLINE CodeLanes<Sample> loadCodes(const Code* codes)
{
    const CodeTag<Sample> tag;
    if constexpr (sizeof(Code) == sizeof(Sample)) {
        return hn::LoadU(tag, codes);
    } else {
        const auto narrow = hn::LoadU(hn::Rebind<Code, LaneTag<Sample>>(), codes);
        if constexpr (sizeof(Sample) == 8)
            return hn::PromoteTo(
                tag, hn::PromoteTo(hn::Rebind<std::uint32_t, LaneTag<Sample>>(), narrow));
        else
            return hn::PromoteTo(tag, narrow);
    }
}

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif // TESSERA_SIMD_TARGET

#endif
