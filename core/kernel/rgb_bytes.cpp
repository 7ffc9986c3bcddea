// SPDX-License-Identifier: MIT
#include "core/kernel/rgb_bytes.h"

#include "core/kernel/kernel_table.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace tessera {

namespace {

constexpr std::size_t channels = 3;
constexpr unsigned byteBits = 8;

void oneByOne(std::span<const Pixel> pixels, std::uint8_t* rgb)
{
    for (const Pixel pixel : pixels) {
        *rgb++ = static_cast<std::uint8_t>(pixel >> (2 * byteBits));
        *rgb++ = static_cast<std::uint8_t>(pixel >> byteBits);
        *rgb++ = static_cast<std::uint8_t>(pixel);
    }
}

// The three bytes in the order of memory of a little-endian machine, the fourth zero.
std::uint32_t inByteOrder(Pixel pixel)
{
    constexpr std::uint32_t lowest = 0xFF;
    return ((pixel >> (2 * byteBits)) & lowest) | (pixel & (lowest << byteBits))
        | ((pixel & lowest) << (2 * byteBits));
}

} // namespace

void scalar::toRgbBytes(std::span<const Pixel> pixels, std::uint8_t* rgb)
{
    constexpr std::size_t group = 4; // pixels that fill whole words: 12 bytes
    if constexpr (std::endian::native == std::endian::little) {
        while (pixels.size() >= group) {
            const std::uint32_t second = inByteOrder(pixels[1]);
            const std::uint32_t third = inByteOrder(pixels[2]);
            const std::array<std::uint32_t, channels> words{
                inByteOrder(pixels[0]) | (second << (3 * byteBits)),
                (second >> byteBits) | (third << (2 * byteBits)),
                (third >> (2 * byteBits)) | (inByteOrder(pixels[3]) << byteBits)};
            std::memcpy(rgb, words.data(), sizeof words);
            rgb += group * channels;
            pixels = pixels.subspan(group);
        }
    }
    oneByOne(pixels, rgb);
}

void toRgbBytes(std::span<const Pixel> pixels, std::uint8_t* rgb)
{
    activeKernel().rgbBytes(pixels, rgb);
}

} // namespace tessera
