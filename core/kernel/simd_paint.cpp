// SPDX-License-Identifier: MIT
// paintClasses() a vector of pixels at a time; compiled like simd_reduce.cpp.
#include "core/kernel/kernel_table.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernel/simd_paint.cpp"
#include "core/kernel/simd_targets.h"

#include <hwy/foreach_target.h>

#include "core/kernel/simd_lanes.h"

#include <algorithm>
#include <cstring>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

#if TESSERA_SIMD_TARGET

using PixelTag = hn::ScalableTag<std::int32_t>;
using PixelLanes = hn::Vec<PixelTag>;
using FloatTag = hn::ScalableTag<float>;
using DoubleTag = hn::ScalableTag<double>;
using DoubleLanes = hn::Vec<DoubleTag>;
using HalfPixelTag = hn::Half<PixelTag>;

constexpr std::int64_t pixelLanes = laneCount<float>;

// NaN becomes 0 as in the reference, where no comparison with it holds.
template <class D> HWY_INLINE hn::Vec<D> clamped(D tag, hn::Vec<D> numbers)
{
    const auto positive = hn::IfThenElseZero(hn::Gt(numbers, hn::Zero(tag)), numbers);
    return hn::Min(positive, hn::Set(tag, hn::TFromD<D>{1}));
}

HWY_INLINE PixelLanes joined(DoubleLanes low, DoubleLanes high)
{
    const HalfPixelTag half;
    return hn::Combine(PixelTag(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
}

// Numbers in double, and trunc(channel × number) as it is defined.
struct DoubleNumbers {
    DoubleLanes low;
    DoubleLanes high;

    HWY_INLINE PixelLanes times(PixelLanes channel) const
    {
        const DoubleTag tag;
        const HalfPixelTag half;
        return joined(hn::Mul(hn::PromoteTo(tag, hn::LowerHalf(half, channel)), low),
            hn::Mul(hn::PromoteTo(tag, hn::UpperHalf(half, channel)), high));
    }
};

HWY_INLINE DoubleNumbers widened(hn::Vec<FloatTag> numbers)
{
    const DoubleTag tag;
    const hn::Half<FloatTag> half;
    return {hn::PromoteTo(tag, hn::LowerHalf(half, numbers)),
        hn::PromoteTo(tag, hn::UpperHalf(half, numbers))};
}

#if HWY_TARGET == HWY_AVX3
// Rounding the product towards zero never crosses an integer, so float32 is exact here; with any
// other rounding it is not.
struct FloatNumbers {
    hn::Vec<FloatTag> numbers;

    HWY_INLINE PixelLanes times(PixelLanes channel) const
    {
        const auto full = hn::ConvertTo(FloatTag(), channel);
        return PixelLanes{_mm512_cvttps_epi32(
            _mm512_mul_round_ps(full.raw, numbers.raw, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC))};
    }
};

HWY_INLINE FloatNumbers numbersOf(hn::Vec<FloatTag> numbers)
{
    return {clamped(FloatTag(), numbers)};
}
#else
HWY_INLINE DoubleNumbers numbersOf(hn::Vec<FloatTag> numbers)
{
    return widened(clamped(FloatTag(), numbers));
}
#endif

// A vector of pixels' numbers as probabilities.
HWY_INLINE auto loadNumbers(const float* numbers)
{
    return numbersOf(hn::LoadU(FloatTag(), numbers));
}

HWY_INLINE auto loadNumbers(const Half* numbers)
{
    const hn::Rebind<hwy::float16_t, FloatTag> tag;
    return numbersOf(hn::PromoteTo(
        FloatTag(), hn::LoadU(tag, reinterpret_cast<const hwy::float16_t*>(numbers))));
}

HWY_INLINE DoubleNumbers loadNumbers(const double* numbers)
{
    const DoubleTag tag;
    return {clamped(tag, hn::LoadU(tag, numbers)),
        clamped(tag, hn::LoadU(tag, numbers + hn::MaxLanes(tag)))};
}

template <class Code> HWY_INLINE PixelLanes widenedCodes(const Code* codes)
{
    return hn::PromoteTo(PixelTag(), hn::LoadU(hn::Rebind<Code, PixelTag>(), codes));
}

template <class Number> HWY_INLINE DoubleNumbers loadNumbers(const Number* numbers)
{
    static_assert(std::is_unsigned_v<Number>);
    const DoubleTag tag;
    const HalfPixelTag half;
    const PixelLanes stored = widenedCodes(numbers);
    const auto most = hn::Set(tag, static_cast<double>(Number(~Number{0})));
    return {hn::Div(hn::PromoteTo(tag, hn::LowerHalf(half, stored)), most),
        hn::Div(hn::PromoteTo(tag, hn::UpperHalf(half, stored)), most)};
}

// Colours by code, as pixels of number 1; what is not drawn is 0. One more entry than there are
// colours stands for every code beyond them.
class Colours {
public:
    Colours(const ColourTable& colours, std::size_t codes)
        : m_pixels(std::max(codes + 1, static_cast<std::size_t>(pixelLanes)))
        , m_beyond(static_cast<std::int32_t>(codes))
    {
        for (std::size_t code = 0; code < codes; ++code) {
            const auto& [rgb, isVisible] = colours[code];
            const Pixel pixel =
                0xFF000000U | Pixel{rgb.red} << 16U | Pixel{rgb.green} << 8U | Pixel{rgb.blue};
            m_pixels[code] = isVisible ? static_cast<std::int32_t>(pixel) : 0;
        }
    }

    bool fitsOneVector() const { return m_beyond < pixelLanes; }

    template <bool oneVector> HWY_INLINE PixelLanes find(PixelLanes codes) const
    {
        const PixelTag tag;
        const PixelLanes known = hn::Min(codes, hn::Set(tag, m_beyond));
        if constexpr (oneVector)
            return hn::TableLookupLanes(
                hn::LoadU(tag, m_pixels.data()), hn::IndicesFromVec(tag, known));
        else
            return hn::GatherIndex(tag, m_pixels.data(), known);
    }

private:
    std::vector<std::int32_t> m_pixels;
    std::int32_t m_beyond;
};

template <bool oneVector, class Code, class Number>
HWY_INLINE void paintBlock(
    const Code* codes, const Number* numbers, const Colours& colours, Pixel* out)
{
    const PixelTag tag;
    const auto channelMask = hn::Set(tag, 0xFF);
    const PixelLanes full = colours.find<oneVector>(widenedCodes(codes));
    const auto probabilities = loadNumbers(numbers);
    const auto red = probabilities.times(hn::And(hn::ShiftRight<16>(full), channelMask));
    const auto green = probabilities.times(hn::And(hn::ShiftRight<8>(full), channelMask));
    const auto blue = probabilities.times(hn::And(full, channelMask));
    const auto alpha = hn::AndNot(hn::Set(tag, 0x00FFFFFF), full);
    const auto warm = hn::Or(alpha, hn::ShiftLeft<16>(red));
    const auto pixels = hn::Or(warm, hn::Or(hn::ShiftLeft<8>(green), blue));
    hn::StoreU(hn::BitCast(hn::RebindToUnsigned<PixelTag>(), pixels),
        hn::RebindToUnsigned<PixelTag>(), out);
}

template <bool oneVector, class Code, class Number>
void paintRow(const Code* codes, const Number* numbers, std::int64_t columns,
    const Colours& colours, Pixel* out)
{
    std::int64_t column = 0;
    for (; column + pixelLanes <= columns; column += pixelLanes)
        paintBlock<oneVector>(codes + column, numbers + column, colours, out + column);
    if (column == columns)
        return;
    const std::int64_t count = columns - column;
    Code lastCodes[pixelLanes] = {};
    Number lastNumbers[pixelLanes] = {};
    Pixel pixels[pixelLanes];
    std::copy_n(codes + column, count, lastCodes);
    std::copy_n(numbers + column, count, lastNumbers);
    paintBlock<oneVector>(lastCodes, lastNumbers, colours, pixels);
    std::copy_n(pixels, count, out + column);
}

template <class Code, class Number>
void paintRows(const ClassView& tile, const Colours& colours, Pixel* out, std::int64_t outStride)
{
    const auto paint =
        colours.fitsOneVector() ? &paintRow<true, Code, Number> : &paintRow<false, Code, Number>;
    for (std::int64_t row = 0; row < tile.rows; ++row)
        paint(reinterpret_cast<const Code*>(tile.codes) + row * tile.rowStride,
            reinterpret_cast<const Number*>(tile.numbers) + row * tile.rowStride, tile.columns,
            colours, out + row * outStride);
}

void paintClasses(
    const ClassView& tile, const ColourTable& colours, Pixel* out, std::int64_t outStride)
{
    const std::size_t firstSpecial = tile.wideCodes ? specialCode<std::uint16_t>(SpecialCode::None)
                                                    : specialCode<std::uint8_t>(SpecialCode::None);
    const Colours pixels(colours, std::min(colours.size(), firstSpecial));
    withElementType(tile.numberType, [&]<class Number>(Number) {
        if (tile.wideCodes)
            paintRows<std::uint16_t, Number>(tile, pixels, out, outStride);
        else
            paintRows<std::uint8_t, Number>(tile, pixels, out, outStride);
    });
}

#endif

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tessera {

PaintFunction* simdPaint(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(PaintFunction, target, paintClasses);
}

} // namespace tessera
#endif
