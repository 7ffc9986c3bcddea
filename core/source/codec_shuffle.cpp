// SPDX-License-Identifier: MIT
#include "core/source/codec_interleave.h"
#include "core/source/codec_steps.h"

#include <algorithm>

namespace tessera::codec {

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
    if (count > 0)
        interleave(stored.data(), count, count, width, out.data());
    // What is no whole element was left in place.
    std::ranges::copy(stored.subspan(count * width), out.subspan(count * width).begin());
    return out.first(stored.size());
}

} // namespace tessera::codec
