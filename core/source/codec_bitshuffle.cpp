// SPDX-License-Identifier: MIT
#include "core/source/codec_bit_transpose.h"
#include "core/source/codec_bytes.h"
#include "core/source/codec_lz4_block.h"
#include "core/source/codec_steps.h"

#include <algorithm>

namespace tessera::codec {

namespace {

// Where the filter keeps its parameters, after two of its version.
constexpr std::size_t widthAt = 2;
constexpr std::size_t blockAt = 3;
constexpr std::size_t packingAt = 4;

enum class Packing : unsigned { None = 0, Lz4 = 2, Zstd = 3 };

constexpr std::size_t elementsAtOnce = 8; // the bits of so many make whole bytes

Packing packingOf(Parameters parameters)
{
    return parameters.size() > packingAt ? static_cast<Packing>(parameters[packingAt])
                                         : Packing::None;
}

std::size_t defaultBlock(std::size_t width)
{
    constexpr std::size_t wantedBytes = 8192;
    constexpr std::size_t least = 128;
    return std::max(least, wantedBytes / width / elementsAtOnce * elementsAtOnce);
}

// What is said of the data before the blocks begin.
struct Layout {
    Packing packing = Packing::None;
    std::size_t width = 1;
    std::size_t bytes = 0; // unpacked
    std::size_t block = 0; // elements
};

// The size of packed data, and of their blocks, precedes them, big-endian.
Result<Layout> layoutOf(Parameters parameters, ByteReader& reader)
{
    constexpr std::size_t wholeSizeBytes = 8;
    constexpr std::size_t blockSizeBytes = 4;
    Layout layout{packingOf(parameters), parameters[widthAt], reader.left(), 0};
    if (layout.packing == Packing::None) {
        layout.block = parameters.size() > blockAt ? parameters[blockAt] : 0;
    } else {
        const auto whole = reader.takeBigEndian(wholeSizeBytes);
        const auto blockBytes = reader.takeBigEndian(blockSizeBytes);
        if (!whole || !blockBytes)
            return damaged("its bitshuffle data end too early");
        layout.bytes = static_cast<std::size_t>(*whole);
        layout.block = static_cast<std::size_t>(*blockBytes) / layout.width;
    }
    if (layout.block == 0)
        layout.block = defaultBlock(layout.width);
    if (layout.block % elementsAtOnce != 0 || layout.bytes % layout.width != 0)
        return damaged("its bitshuffle data claim sizes that cannot be");
    return layout;
}

// The transposed bytes of the next block, empty when they are damaged.
Stored nextBlock(
    const Layout& layout, std::size_t bytes, ByteReader& reader, DecodeScratch& scratch)
{
    if (layout.packing == Packing::None)
        return reader.take(bytes).value_or(Stored());
    constexpr std::size_t packedSizeBytes = 4;
    const auto packedSize = reader.takeBigEndian(packedSizeBytes);
    const auto packed = packedSize ? reader.take(*packedSize) : std::nullopt;
    if (!packed)
        return {};
    const Out block(scratch.block.reserve(bytes), bytes);
    if (layout.packing == Packing::Lz4)
        return unpackLz4Block(*packed, block) ? block : Stored();
    const auto unpacked = unzstd({}, *packed, block, scratch);
    return unpacked && unpacked->size() == bytes ? *unpacked : Stored();
}

} // namespace

bool canUnbitshuffle(Parameters parameters)
{
    const Packing packing = packingOf(parameters);
    return parameters.size() > widthAt && parameters[widthAt] != 0
        && (packing == Packing::None || packing == Packing::Lz4 || packing == Packing::Zstd);
}

// Blocks of elements, each transposed bit by bit, the last one shorter; up to seven elements that
// make no whole byte of bits follow as they are.
Decoded unbitshuffle(Parameters parameters, Stored stored, Out out, DecodeScratch& scratch)
{
    ByteReader reader(stored);
    const auto layout = layoutOf(parameters, reader);
    if (!layout)
        return std::unexpected(layout.error());
    if (layout->bytes > out.size())
        return damaged("its bitshuffle data claim to unpack to more than a chunk holds");
    const std::size_t width = layout->width;
    Out rest = out.first(layout->bytes);
    while (rest.size() >= elementsAtOnce * width) {
        const std::size_t left = rest.size() / width / elementsAtOnce * elementsAtOnce;
        const std::size_t count = std::min(layout->block, left);
        const Stored block = nextBlock(*layout, count * width, reader, scratch);
        if (block.empty())
            return damaged("its bitshuffle data are damaged");
        bitUntranspose(block.data(), count, width, rest.data());
        rest = rest.subspan(block.size());
    }
    const auto untouched = reader.take(rest.size());
    if (!untouched)
        return damaged("its bitshuffle data end too early");
    std::ranges::copy(*untouched, rest.begin());
    return out.first(layout->bytes);
}

} // namespace tessera::codec
