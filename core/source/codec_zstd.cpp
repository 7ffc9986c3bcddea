// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <new>
#include <zstd.h>

namespace tessera {

void DecodeScratch::Free::operator()(ZSTD_DCtx_s* context) const
{
    ZSTD_freeDCtx(context);
}

namespace codec {

Decoded unzstd(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& scratch)
{
    if (!scratch.zstd)
        scratch.zstd.reset(ZSTD_createDCtx());
    if (!scratch.zstd)
        throw std::bad_alloc();
    const std::size_t written = ZSTD_decompressDCtx(
        scratch.zstd.get(), out.data(), out.size(), stored.data(), stored.size());
    if (ZSTD_isError(written) != 0)
        return damaged("its Zstandard data are damaged, or unpack to more than a chunk holds");
    return out.first(written);
}

} // namespace codec

} // namespace tessera
