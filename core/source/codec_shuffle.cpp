// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <algorithm>
#include <cstring>

namespace tessera::codec {

namespace {

// Byte b of all elements lies together, b by b. With the width known, compilers interleave the
// planes with vector instructions.
template <std::size_t width>
void interleave(const std::byte* __restrict planes, std::size_t count, std::byte* __restrict out)
{
    for (std::size_t element = 0; element < count; ++element)
        for (std::size_t byte = 0; byte < width; ++byte)
            out[element * width + byte] = planes[byte * count + element];
}

void interleave(const std::byte* planes, std::size_t count, std::size_t width, std::byte* out)
{
    for (std::size_t byte = 0; byte < width; ++byte)
        for (std::size_t element = 0; element < count; ++element)
            out[element * width + byte] = planes[byte * count + element];
}

} // namespace

bool canUnshuffle(Parameters parameters)
{
    return !parameters.empty() && parameters.front() != 0;
}

Decoded unshuffle(Parameters parameters, Stored stored, Out out, DecodeScratch& /*scratch*/)
{
    if (stored.size() > out.size())
        return damaged("its shuffled data are longer than a chunk");
    const std::size_t width = parameters.front();
    const std::size_t count = stored.size() / width;
    switch (width) {
    case 2:
        interleave<2>(stored.data(), count, out.data());
        break;
    case 4:
        interleave<4>(stored.data(), count, out.data());
        break;
    case 8:
        interleave<8>(stored.data(), count, out.data());
        break;
    default:
        interleave(stored.data(), count, width, out.data());
    }
    // What is no whole element was left in place.
    std::ranges::copy(
        stored.subspan(count * width), out.begin() + static_cast<std::ptrdiff_t>(count * width));
    return out.first(stored.size());
}

} // namespace tessera::codec
