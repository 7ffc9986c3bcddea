// SPDX-License-Identifier: MIT
// Several threads ask for chunks of a few arrays at random; some fail, some are stopped, arrays are
// dropped meanwhile.
#include "core/source/chunk_cache.h"

#include "tests/stress/stress.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr unsigned users = 4;
constexpr std::size_t chunkBytes = 4096;
constexpr std::uint64_t budgetInChunks = 10;
constexpr std::uint64_t chunksOfAnArray = 16;

struct Shared {
    ChunkCache& cache;
    std::array<std::uint64_t, 3> arrays;
};

std::byte patternOf(const ChunkKey& key)
{
    return static_cast<std::byte>(key.array * 31 + key.chunk);
}

void ask(const Shared& shared, std::size_t array, std::uint64_t chunk, bool fails)
{
    const ChunkKey key{shared.arrays.at(array), chunk};
    const std::stop_source stop;
    const auto got = shared.cache.get(
        key, chunkBytes,
        [&](AlignedBuffer& buffer) -> Result<> {
            for (std::byte& byte : buffer.as<std::byte>())
                byte = patternOf(key);
            if (fails)
                return fail(ErrorCode::Malformed, "It is torn.");
            return {};
        },
        stop.get_token());
    if (!got)
        return;
    for (const std::byte byte : (*got)->as<std::byte>())
        check(byte == patternOf(key), "a chunk is whole and is the one that was asked for");
}

void user(unsigned number, const Shared& shared, stress::Run& run)
{
    auto random = stress::randomOf(number);
    while (!run.isOver()) {
        const auto array = static_cast<std::size_t>(stress::below(random, 3));
        const int action = stress::below(random, 100);
        const auto chunk =
            static_cast<std::uint64_t>(stress::below(random, static_cast<int>(chunksOfAnArray)));
        if (action == 0)
            shared.cache.drop(shared.arrays.at(array));
        else
            ask(shared, array, chunk, action < 4);
        check(shared.cache.held().value <= shared.cache.budget().value + users * chunkBytes,
            "no more is held than the budget and what is being decoded");
        run.countTurn();
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    ChunkCache cache({budgetInChunks * chunkBytes});
    const Shared shared{cache, {cache.newArray(), cache.newArray(), cache.newArray()}};
    {
        std::vector<std::jthread> threads;
        threads.reserve(users);
        for (unsigned number = 0; number < users; ++number)
            threads.emplace_back([&, number] { user(number, shared, run); });
    }
    for (const std::uint64_t array : shared.arrays)
        cache.drop(array);
    check(cache.held() == ByteCount{0}, "nothing is held when all is dropped");
    return run.report("stress_chunk_cache");
}
