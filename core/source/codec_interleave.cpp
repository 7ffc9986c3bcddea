// SPDX-License-Identifier: MIT
#include "core/source/codec_interleave.h"

#include <cstring>

namespace tessera::codec {

namespace {

// With the width known, compilers interleave the planes with vector instructions.
template <std::size_t width>
void interleaveFixed(const std::byte* __restrict planes, std::size_t stride, std::size_t count,
    std::byte* __restrict out)
{
    for (std::size_t element = 0; element < count; ++element)
        for (std::size_t byte = 0; byte < width; ++byte)
            out[element * width + byte] = planes[byte * stride + element];
}

} // namespace

void interleave(const std::byte* planes, std::size_t stride, std::size_t count, std::size_t width,
    std::byte* out)
{
    switch (width) {
    case 1:
        std::memcpy(out, planes, count);
        break;
    case 2:
        interleaveFixed<2>(planes, stride, count, out);
        break;
    case 4:
        interleaveFixed<4>(planes, stride, count, out);
        break;
    case 8:
        interleaveFixed<8>(planes, stride, count, out);
        break;
    default:
        for (std::size_t byte = 0; byte < width; ++byte)
            for (std::size_t element = 0; element < count; ++element)
                out[element * width + byte] = planes[byte * stride + element];
    }
}

} // namespace tessera::codec
