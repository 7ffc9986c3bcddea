// SPDX-License-Identifier: MIT
#include "tests/corpus/sha256.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <vector>

namespace tessera::corpus {

namespace {

using Word = std::uint32_t;

constexpr std::size_t blockBytes = 64;
constexpr std::size_t rounds = 64;
constexpr std::size_t lengthBytes = 8;
constexpr unsigned byteBits = 8;

constexpr std::array<Word, 8> firstState{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

bool isPrime(unsigned number)
{
    for (unsigned divisor = 2; divisor * divisor <= number; ++divisor)
        if (number % divisor == 0)
            return false;
    return true;
}

// The first 32 bits of the fractions of the cube roots of the first 64 primes.
std::array<Word, rounds> roundConstants()
{
    std::array<Word, rounds> constants{};
    unsigned number = 1;
    for (Word& constant : constants) {
        do
            ++number;
        while (!isPrime(number));
        const long double root = std::cbrt(static_cast<long double>(number));
        constant = static_cast<Word>(std::ldexp(root - std::floor(root), 32));
    }
    return constants;
}

void addBlock(std::array<Word, 8>& state, std::span<const std::byte, blockBytes> block)
{
    static const auto constants = roundConstants();
    std::array<Word, rounds> w{};
    for (std::size_t index = 0; index < blockBytes; ++index)
        w[index / 4] = (w[index / 4] << byteBits) | std::to_integer<Word>(block[index]);
    for (std::size_t t = 16; t < rounds; ++t) {
        const Word a = w[t - 15];
        const Word b = w[t - 2];
        w[t] = w[t - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U)) + w[t - 7]
            + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U));
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < rounds; ++t) {
        const Word first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25))
            + ((e & f) ^ (~e & g)) + constants[t] + w[t];
        const Word second =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const std::array<Word, 8> sums{a, b, c, d, e, f, g, h};
    for (std::size_t index = 0; index < state.size(); ++index)
        state[index] += sums[index];
}

} // namespace

std::string sha256(std::span<const std::byte> bytes)
{
    auto state = firstState;
    auto rest = bytes;
    for (; rest.size() >= blockBytes; rest = rest.subspan(blockBytes))
        addBlock(state, rest.first<blockBytes>());
    std::vector<std::byte> tail(rest.begin(), rest.end());
    tail.push_back(std::byte{0x80});
    while (tail.size() % blockBytes != blockBytes - lengthBytes)
        tail.push_back(std::byte{0});
    const std::uint64_t bits = bytes.size() * byteBits;
    for (std::size_t index = lengthBytes; index-- > 0;)
        tail.push_back(static_cast<std::byte>(bits >> (byteBits * index)));
    for (std::span<const std::byte> left = tail; !left.empty(); left = left.subspan(blockBytes))
        addBlock(state, left.first<blockBytes>());
    std::string text;
    for (const Word word : state)
        text += fmt::format("{:08x}", word);
    return text;
}

} // namespace tessera::corpus
