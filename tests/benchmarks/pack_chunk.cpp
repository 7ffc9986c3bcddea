// SPDX-License-Identifier: MIT
#include "tests/benchmarks/pack_chunk.h"

#include <algorithm>
#include <blosc.h>
#include <cstdint>
#include <cstring>
#include <lz4.h>
#include <unordered_map>
#include <zstd.h>

namespace tessera::bench {

namespace {

void appendBigEndian(Bytes& bytes, std::uint64_t value, unsigned count)
{
    for (unsigned index = count; index-- > 0;)
        bytes.push_back(static_cast<std::byte>(value >> (8 * index)));
}

void append(Bytes& bytes, const Bytes& more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes shuffled(const Bytes& samples, std::size_t width)
{
    const std::size_t count = samples.size() / width;
    Bytes planes(samples.size());
    for (std::size_t index = 0; index < samples.size(); ++index)
        planes[index % width * count + index / width] = samples[index];
    return planes;
}

Bytes bitTransposed(const Bytes& samples, std::size_t width)
{
    const std::size_t rowBytes = samples.size() / width / 8;
    Bytes rows(samples.size());
    for (std::size_t index = 0; index < samples.size(); ++index)
        for (std::size_t bit = 0; bit < 8; ++bit) {
            const auto isSet = std::to_integer<unsigned>(samples[index] >> bit) & 1U;
            const std::size_t element = index / width;
            rows[(index % width * 8 + bit) * rowBytes + element / 8] |=
                static_cast<std::byte>(isSet << element % 8);
        }
    return rows;
}

Bytes lz4Block(const Bytes& bytes)
{
    const int size = static_cast<int>(bytes.size());
    Bytes packed(static_cast<std::size_t>(LZ4_compressBound(size)));
    packed.resize(
        static_cast<std::size_t>(LZ4_compress_default(reinterpret_cast<const char*>(bytes.data()),
            reinterpret_cast<char*>(packed.data()), size, static_cast<int>(packed.size()))));
    return packed;
}

Bytes zstdBlock(const Bytes& bytes)
{
    constexpr int level = 3;
    Bytes packed(ZSTD_compressBound(bytes.size()));
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level));
    return packed;
}

Bytes lz4(const Bytes& bytes)
{
    Bytes stored;
    appendBigEndian(stored, bytes.size(), 8);
    appendBigEndian(stored, bytes.size(), 4);
    const Bytes block = lz4Block(bytes);
    appendBigEndian(stored, block.size(), 4);
    append(stored, block);
    return stored;
}

Bytes bitshuffle(const Bytes& samples, std::size_t width, Bytes (*pack)(const Bytes&))
{
    constexpr std::size_t blockBytes = 8192;
    Bytes stored;
    appendBigEndian(stored, samples.size(), 8);
    appendBigEndian(stored, blockBytes, 4);
    const std::size_t whole = samples.size() / (8 * width) * (8 * width);
    for (std::size_t first = 0; first < whole; first += blockBytes) {
        const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(first);
        const auto size = static_cast<std::ptrdiff_t>(std::min(blockBytes, whole - first));
        const Bytes block = pack(bitTransposed({begin, begin + size}, width));
        appendBigEndian(stored, block.size(), 4);
        append(stored, block);
    }
    stored.insert(
        stored.end(), samples.begin() + static_cast<std::ptrdiff_t>(whole), samples.end());
    return stored;
}

Bytes blosc(const Bytes& samples, std::size_t width, const char* compressor)
{
    constexpr int level = 5;
    Bytes stored(samples.size() + BLOSC_MAX_OVERHEAD);
    const int size = blosc_compress_ctx(level, BLOSC_SHUFFLE, width, samples.size(), samples.data(),
        stored.data(), stored.size(), compressor, 0, 1);
    stored.resize(static_cast<std::size_t>(std::max(0, size)));
    return stored;
}

// Greedy, with the last place of every three bytes: about as libLZF does it.
Bytes lzf(const Bytes& bytes)
{
    constexpr std::size_t farthest = 8192;
    constexpr std::size_t longest = 264;
    constexpr std::size_t mostLiterals = 32;
    std::unordered_map<std::uint32_t, std::size_t> places;
    Bytes stored;
    Bytes literals;
    const auto flush = [&] {
        if (!literals.empty())
            stored.push_back(static_cast<std::byte>(literals.size() - 1));
        append(stored, literals);
        literals.clear();
    };
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t length = 0;
        std::size_t distance = 0;
        if (at + 3 <= bytes.size()) {
            std::uint32_t key = 0;
            std::memcpy(&key, bytes.data() + at, 3);
            const auto [found, isNew] = places.try_emplace(key, at);
            distance = at - found->second;
            found->second = at;
            while (!isNew && distance <= farthest && length < longest && at + length < bytes.size()
                && bytes[at + length] == bytes[at + length - distance])
                ++length;
        }
        if (length < 3) {
            literals.push_back(bytes[at++]);
            if (literals.size() == mostLiterals)
                flush();
            continue;
        }
        flush();
        const std::size_t code = length - 2;
        const std::size_t high = (distance - 1) >> 8U;
        stored.push_back(static_cast<std::byte>(std::min<std::size_t>(code, 7) << 5U | high));
        if (code >= 7)
            stored.push_back(static_cast<std::byte>(code - 7));
        stored.push_back(static_cast<std::byte>(distance - 1));
        at += length;
    }
    flush();
    return stored;
}

} // namespace

std::vector<PackedChunk> packEveryWay(const Bytes& samples, unsigned width)
{
    const FilterStep shuffle{2, "shuffle", false, {width}};
    const FilterStep lzfStep{32000, "lzf", true, {}};
    const FilterStep lz4Step{32004, "lz4", false, {}};
    const FilterStep zstdStep{32015, "zstd", false, {}};
    const FilterStep bloscStep{32001, "blosc", false, {}};
    const Bytes planes = shuffled(samples, width);
    return {
        {"lzf", {lzfStep}, lzf(samples)},
        {"shuffle, lzf", {shuffle, lzfStep}, lzf(planes)},
        {"lz4", {lz4Step}, lz4(samples)},
        {"shuffle, lz4", {shuffle, lz4Step}, lz4(planes)},
        {"zstd 3", {zstdStep}, zstdBlock(samples)},
        {"shuffle, zstd 3", {shuffle, zstdStep}, zstdBlock(planes)},
        {"blosc lz4 shuffle", {bloscStep}, blosc(samples, width, BLOSC_LZ4_COMPNAME)},
        {"blosc zstd shuffle", {bloscStep}, blosc(samples, width, BLOSC_ZSTD_COMPNAME)},
        {"bitshuffle lz4", {{32008, "bitshuffle", false, {0, 4, width, 0, 2}}},
            bitshuffle(samples, width, lz4Block)},
        {"bitshuffle zstd", {{32008, "bitshuffle", false, {0, 4, width, 0, 3}}},
            bitshuffle(samples, width, zstdBlock)},
    };
}

} // namespace tessera::bench
