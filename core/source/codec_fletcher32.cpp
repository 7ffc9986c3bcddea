// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <algorithm>
#include <cstdint>

namespace tessera::codec {

namespace {

constexpr std::size_t checksumBytes = 4;

// The sums are only equal to those in the file if they are folded at the same places, since 0 and
// 0xFFFF are the same number to Fletcher: every 360 words, after an odd last byte, and at the end.
struct Fletcher {
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    void add(std::uint32_t word)
    {
        first += word;
        second += first;
    }
    void fold()
    {
        first = (first & 0xFFFFU) + (first >> 16U);
        second = (second & 0xFFFFU) + (second >> 16U);
    }
};

std::uint32_t fletcher32(Stored bytes)
{
    constexpr std::size_t wordsBetweenFolds = 360; // as many as 32 bits can take
    const auto at = [&](std::size_t index) { return std::to_integer<std::uint32_t>(bytes[index]); };
    Fletcher sums;
    const std::size_t words = bytes.size() / 2;
    for (std::size_t word = 0; word < words;) {
        const std::size_t end = std::min(word + wordsBetweenFolds, words);
        for (; word < end; ++word)
            sums.add(at(2 * word) << 8U | at(2 * word + 1));
        sums.fold();
    }
    if (bytes.size() % 2 != 0) {
        sums.add(at(bytes.size() - 1) << 8U);
        sums.fold();
    }
    sums.fold();
    return sums.second << 16U | sums.first;
}

std::uint32_t littleEndian(Stored bytes)
{
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < checksumBytes; ++index)
        value |= std::to_integer<std::uint32_t>(bytes[index]) << (8 * index);
    return value;
}

// HDF5 1.6.2 and before summed the words of a little-endian machine the other way round.
std::uint32_t ofOldWriters(std::uint32_t checksum)
{
    return (checksum & 0x00FF00FFU) << 8U | (checksum >> 8U & 0x00FF00FFU);
}

} // namespace

Decoded checkFletcher32(
    Parameters /*parameters*/, Stored stored, Out /*out*/, DecodeScratch& /*scratch*/)
{
    if (stored.size() < checksumBytes)
        return damaged("it is too short for its checksum");
    const auto data = stored.first(stored.size() - checksumBytes);
    const auto claimed = littleEndian(stored.last(checksumBytes));
    const auto computed = fletcher32(data);
    if (claimed != computed && claimed != ofOldWriters(computed))
        return damaged("its checksum (fletcher32) does not match its data");
    return data;
}

} // namespace tessera::codec
