// SPDX-License-Identifier: MIT
#include "core/source/codec_bytes.h"
#include "core/source/codec_lz4_block.h"
#include "core/source/codec_steps.h"

#include <algorithm>
#include <limits>
#include <lz4.h>

namespace tessera::codec {

bool unpackLz4Block(Stored block, Out out)
{
    constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    if (block.size() > most || out.size() > most)
        return false;
    const int written = LZ4_decompress_safe(reinterpret_cast<const char*>(block.data()),
        reinterpret_cast<char*>(out.data()), static_cast<int>(block.size()),
        static_cast<int>(out.size()));
    return written >= 0 && static_cast<std::size_t>(written) == out.size();
}

// The framing of the HDF5 filter, all big-endian: 8 bytes the whole size, 4 bytes the size of a
// block; then for every block 4 bytes its packed size and that many bytes, which are not packed
// where the two sizes are equal. The last block is shorter.
Decoded unlz4(Parameters /*parameters*/, Stored stored, Out out, DecodeScratch& /*scratch*/)
{
    constexpr std::size_t wholeSizeBytes = 8;
    constexpr std::size_t blockSizeBytes = 4;
    ByteReader reader(stored);
    const auto whole = reader.takeBigEndian(wholeSizeBytes);
    const auto blockSize = reader.takeBigEndian(blockSizeBytes);
    if (!whole || !blockSize)
        return damaged("its LZ4 data end too early");
    if (*whole > out.size())
        return damaged("its LZ4 data claim to unpack to more than a chunk holds");
    if (*blockSize == 0 && *whole > 0)
        return damaged("its LZ4 data claim blocks of no size");
    Out rest = out.first(static_cast<std::size_t>(*whole));
    while (!rest.empty()) {
        const Out target =
            rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(*blockSize, rest.size())));
        const auto packedSize = reader.takeBigEndian(blockSizeBytes);
        const auto packed = packedSize ? reader.take(*packedSize) : std::nullopt;
        if (!packed)
            return damaged("its LZ4 data end too early");
        if (packed->size() == target.size())
            std::ranges::copy(*packed, target.begin());
        else if (!unpackLz4Block(*packed, target))
            return damaged("its LZ4 data are damaged");
        rest = rest.subspan(target.size());
    }
    return out.first(static_cast<std::size_t>(*whole));
}

} // namespace tessera::codec
