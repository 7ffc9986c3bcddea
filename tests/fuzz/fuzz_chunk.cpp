// SPDX-License-Identifier: MIT
// Filter chains over chunks: decodeChunk() reads and writes nothing but what it was given, and what
// comes out depends on the input alone.
//   steps (1 byte), filter mask (4), decoded bytes (4), each step: filter (1), parameters (1),
//   each of them (4); the stored bytes are the rest
#include "core/source/codec_chunk.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/guarded_memory.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace tessera::fuzz {

namespace {

constexpr std::size_t mostSteps = 40; // more than are allowed
constexpr std::size_t mostParameters = 24;
constexpr std::size_t mostDecoded = std::size_t{1} << 17U;
constexpr std::size_t mostStored = std::size_t{1} << 16U;

// As make_seeds.py has them; the last one is nobody's.
constexpr std::array filters{1, 2, 3, 307, 32000, 32001, 32004, 32008, 32015, 6};

FilterStep takeStep(Taker& taker)
{
    FilterStep step;
    step.id = filters.at(taker.number(1) % filters.size());
    step.parameters.resize(std::min(taker.number(1), mostParameters));
    for (unsigned& parameter : step.parameters)
        parameter = static_cast<unsigned>(taker.number(4));
    return step;
}

struct Attempt {
    bool hasSucceeded = false;
    std::vector<std::byte> decoded;
};

// `litter`: what the memory held before.
Attempt attempt(const std::vector<FilterStep>& steps, std::uint32_t mask,
    std::span<const std::byte> stored, std::size_t bytes, std::byte litter)
{
    static test::GuardedMemory storedMemory(mostStored);
    static test::GuardedMemory outMemory(mostDecoded);
    const auto out = outMemory.last(bytes);
    std::ranges::fill(out, litter);
    DecodeScratch scratch;
    const std::size_t room = 2 * bytes + 1;
    for (AlignedBuffer* buffer : {&scratch.first, &scratch.second, &scratch.block})
        std::ranges::fill(std::span(buffer->reserve(room), room), litter);
    const auto decoded = decodeChunk(steps, mask, storedMemory.last(stored), out, scratch);
    check(decoded || !decoded.error().message.empty(), "an error says something");
    return {decoded.has_value(), {out.begin(), out.end()}};
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    Taker taker(input);
    const std::size_t count = taker.number(1) % (mostSteps + 1);
    const auto mask = static_cast<std::uint32_t>(taker.number(4));
    const std::size_t bytes = taker.number(4) % (mostDecoded + 1);
    std::vector<FilterStep> steps(count);
    for (FilterStep& step : steps)
        step = takeStep(taker);
    const auto stored = taker.bytes(mostStored);
    const bool isKnown = canDecode(steps);
    const Attempt first = attempt(steps, mask, stored, bytes, std::byte{0x00});
    if (!first.hasSucceeded)
        return;
    check(isKnown || mask != 0, "what is decoded was said to be decodable");
    const Attempt second = attempt(steps, mask, stored, bytes, std::byte{0xA5});
    check(second.hasSucceeded, "success does not depend on what memory held");
    check(first.decoded == second.decoded, "nothing comes out that did not come in");
}

} // namespace tessera::fuzz
