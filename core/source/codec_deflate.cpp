// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <libdeflate.h>
#include <new>

namespace tessera {

void DecodeScratch::Free::operator()(libdeflate_decompressor* inflater) const
{
    libdeflate_free_decompressor(inflater);
}

namespace codec {

Decoded inflate(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& scratch)
{
    if (!scratch.inflater)
        scratch.inflater.reset(libdeflate_alloc_decompressor());
    if (!scratch.inflater)
        throw std::bad_alloc();
    std::size_t written = 0;
    switch (libdeflate_zlib_decompress(
        scratch.inflater.get(), stored.data(), stored.size(), out.data(), out.size(), &written)) {
    case LIBDEFLATE_SUCCESS:
        return out.first(written);
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        return damaged("its deflate data unpack to more than a chunk holds");
    default:
        return damaged("its deflate data are damaged");
    }
}

} // namespace codec

} // namespace tessera
