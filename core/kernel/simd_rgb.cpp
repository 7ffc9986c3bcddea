// SPDX-License-Identifier: MIT
// toRgbBytes() four pixels at a time; compiled like simd_reduce.cpp.
#include "core/kernel/kernel_table.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernel/simd_rgb.cpp"
#include "core/kernel/simd_targets.h"

#include <hwy/foreach_target.h>

#include "core/kernel/simd_lanes.h"

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace tessera::HWY_NAMESPACE {

#if TESSERA_SIMD_TARGET

void toRgbBytes(std::span<const Pixel> pixels, std::uint8_t* rgb)
{
    constexpr std::size_t group = 4; // pixels a vector
    constexpr std::size_t channels = 3;
    constexpr std::uint8_t none = 0x80; // gives 0
    const hn::FixedTag<std::uint8_t, group * sizeof(Pixel)> tag;
    // Pixels lie in memory as blue, green, red, alpha.
    alignas(16) constexpr std::uint8_t places[] = {
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, none, none, none, none};
    const auto order = hn::Load(tag, places);
    // A store is four bytes longer than what it brings: two more pixels have to follow.
    constexpr std::size_t least = group + 2;
    while (pixels.size() >= least) {
        const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(pixels.data()));
        hn::StoreU(hn::TableLookupBytesOr0(bytes, order), tag, rgb);
        rgb += group * channels;
        pixels = pixels.subspan(group);
    }
    scalar::toRgbBytes(pixels, rgb);
}

#endif

} // namespace tessera::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tessera {

RgbFunction* simdRgb(std::int64_t target)
{
    return TESSERA_SIMD_CHOOSE(RgbFunction, target, toRgbBytes);
}

} // namespace tessera
#endif
