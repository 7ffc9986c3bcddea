// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <array>
#include <blosc.h>

namespace tessera::codec {

namespace {

// Asked before the library is: it would complain on standard error.
bool isCompiledIn(Stored stored)
{
    constexpr std::size_t flagsAt = 2;
    const auto format = std::to_integer<std::size_t>(stored[flagsAt]) >> 5U;
    constexpr std::array names{BLOSC_BLOSCLZ_COMPNAME, BLOSC_LZ4_COMPNAME, BLOSC_SNAPPY_COMPNAME,
        BLOSC_ZLIB_COMPNAME, BLOSC_ZSTD_COMPNAME};
    return format < names.size() && blosc_compname_to_compcode(names[format]) >= 0;
}

} // namespace

bool canUnblosc(Parameters parameters)
{
    constexpr std::size_t compressorAt = 6;
    const char* name = nullptr;
    return parameters.size() <= compressorAt
        || blosc_compcode_to_compname(static_cast<int>(parameters[compressorAt]), &name) >= 0;
}

Decoded unblosc(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& /*scratch*/)
{
    if (stored.size() < BLOSC_MIN_HEADER_LENGTH)
        return damaged("its Blosc data end too early");
    std::size_t unpackedBytes = 0;
    std::size_t packedBytes = 0;
    std::size_t blockBytes = 0;
    blosc_cbuffer_sizes(stored.data(), &unpackedBytes, &packedBytes, &blockBytes);
    if (packedBytes > stored.size())
        return damaged("its Blosc data end too early");
    if (unpackedBytes > out.size())
        return damaged("its Blosc data claim to unpack to more than a chunk holds");
    if (blosc_cbuffer_validate(stored.data(), packedBytes, &unpackedBytes) < 0)
        return damaged("its Blosc data are damaged");
    if (!isCompiledIn(stored))
        return fail(ErrorCode::Unsupported,
            "its Blosc data are packed by a compressor that is not there on this computer");
    const int written =
        blosc_decompress_ctx(stored.data(), out.data(), unpackedBytes, /*numinternalthreads=*/1);
    if (written < 0 || static_cast<std::size_t>(written) != unpackedBytes)
        return damaged("its Blosc data are damaged");
    return out.first(unpackedBytes);
}

} // namespace tessera::codec
