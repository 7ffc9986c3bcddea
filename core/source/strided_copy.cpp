// SPDX-License-Identifier: MIT
#include "core/source/strided_copy.h"

#include <cstdint>
#include <cstring>

namespace tessera {

namespace {

// Neighbouring dimensions that are one run in both places are one, so that the innermost loop is
// long.
struct Loops {
    Extents count;
    Extents from;
    Extents to;
};

Loops merged(const Extents& count, const Extents& from, const Extents& to)
{
    Loops loops;
    for (std::size_t index = 0; index < count.size(); ++index) {
        if (count[index] == 1 && count.size() > 1)
            continue;
        const bool joins = !loops.count.empty() && loops.from.back() == from[index] * count[index]
            && loops.to.back() == to[index] * count[index];
        if (joins) {
            loops.count.back() *= count[index];
            loops.from.back() = from[index];
            loops.to.back() = to[index];
        } else {
            loops.count.push_back(count[index]);
            loops.from.push_back(from[index]);
            loops.to.push_back(to[index]);
        }
    }
    if (loops.count.empty())
        return {{1}, {1}, {1}};
    return loops;
}

template <class Word>
void copyRow(
    const Word* from, std::int64_t fromStride, Word* to, std::int64_t toStride, std::int64_t count)
{
    if (fromStride == 1 && toStride == 1) {
        std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(Word));
        return;
    }
    for (std::int64_t index = 0; index < count; ++index)
        to[index * toStride] = from[index * fromStride];
}

template <class Word>
void copyLoops(const Word* from, Word* to, const Loops& loops, std::size_t depth)
{
    if (depth + 1 == loops.count.size()) {
        copyRow(from, loops.from[depth], to, loops.to[depth], loops.count[depth]);
        return;
    }
    for (std::int64_t index = 0; index < loops.count[depth]; ++index)
        copyLoops(from + index * loops.from[depth], to + index * loops.to[depth], loops, depth + 1);
}

template <class F> void withWord(std::size_t bytes, F&& f)
{
    switch (bytes) {
    case 1:
        return f(std::uint8_t{});
    case 2:
        return f(std::uint16_t{});
    case 4:
        return f(std::uint32_t{});
    default:
        return f(std::uint64_t{});
    }
}

} // namespace

void copyStrided(const std::byte* from, const Extents& fromStrides, std::byte* to,
    const Extents& toStrides, const Extents& count, std::size_t sampleBytes)
{
    const Loops loops = merged(count, fromStrides, toStrides);
    withWord(sampleBytes, [&]<class Word>(Word) {
        copyLoops(reinterpret_cast<const Word*>(from), reinterpret_cast<Word*>(to), loops, 0);
    });
}

void fillStrided(const std::byte* sample, std::byte* to, const Extents& toStrides,
    const Extents& count, std::size_t sampleBytes)
{
    const Extents still(count.size(), 0);
    withWord(sampleBytes, [&]<class Word>(Word) {
        Word word{};
        std::memcpy(&word, sample, sizeof word);
        copyLoops(&word, reinterpret_cast<Word*>(to), merged(count, still, toStrides), 0);
    });
}

} // namespace tessera
