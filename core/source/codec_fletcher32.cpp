// SPDX-License-Identifier: MIT
#include "core/source/codec_steps.h"

#include <array>
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

std::uint32_t wordAt(Stored bytes, std::size_t word)
{
    return std::to_integer<std::uint32_t>(bytes[2 * word]) << 8U
        | std::to_integer<std::uint32_t>(bytes[2 * word + 1]);
}

constexpr std::size_t wordsBetweenFolds = 360; // as many as 32 bits can take

// The words of one whole stretch between two folds: the same sums, taken in lanes for the sake of
// vector instructions. A word counts in the second sum as often as words follow it, and itself.
void addStretch(Stored stretch, Fletcher& sums)
{
    constexpr std::size_t lanes = 8;
    static_assert(wordsBetweenFolds % lanes == 0);
    std::array<std::uint32_t, lanes> first{};
    std::array<std::uint32_t, lanes> second{};
    for (std::size_t word = 0; word < wordsBetweenFolds; word += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            first[lane] += wordAt(stretch, word + lane);
            second[lane] += first[lane];
        }
    sums.second += static_cast<std::uint32_t>(wordsBetweenFolds) * sums.first;
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        sums.first += first[lane];
        sums.second += static_cast<std::uint32_t>(lanes) * second[lane] - lane * first[lane];
    }
}

std::uint32_t fletcher32(Stored bytes)
{
    Fletcher sums;
    for (; bytes.size() >= 2 * wordsBetweenFolds; bytes = bytes.subspan(2 * wordsBetweenFolds)) {
        addStretch(bytes.first(2 * wordsBetweenFolds), sums);
        sums.fold();
    }
    const std::size_t words = bytes.size() / 2;
    for (std::size_t word = 0; word < words; ++word)
        sums.add(wordAt(bytes, word));
    if (words > 0)
        sums.fold();
    if (bytes.size() % 2 != 0) {
        sums.add(std::to_integer<std::uint32_t>(bytes.back()) << 8U);
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
