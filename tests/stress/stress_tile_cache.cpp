// SPDX-License-Identifier: MIT
// Several threads insert, find and drop tiles of a few subjects at random.
#include "core/tile/tile_cache.h"

#include "tests/stress/stress.h"
#include "tests/support/tile_reference.h"

#include <array>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr std::uint64_t budgetInTiles = 40;

struct Shared {
    std::array<SubjectPtr, 3> subjects;
    TileCache& cache;
};

void user(unsigned number, const Shared& shared, stress::Run& run)
{
    auto random = stress::randomOf(number);
    while (!run.isOver()) {
        const SubjectPtr& subject =
            shared.subjects.at(static_cast<std::size_t>(stress::below(random, 3)));
        const TileKey key{subject->id, 1, stress::below(random, 8), stress::below(random, 8)};
        const int action = stress::below(random, 100);
        if (action == 0) {
            shared.cache.drop({subject->id});
        } else if (action < 40) {
            const auto quality = action % 2 == 0 ? TileQuality::Exact : TileQuality::Sampled;
            auto tile = makeTile(subject, key, quality);
            tile->billSerial = key.subject;
            shared.cache.insert(TilePtr(std::move(tile)));
        } else if (const TilePtr tile = shared.cache.find(key)) {
            check(tile->key == key, "a tile is found under its own key");
            check(tile->billSerial == key.subject, "a tile is whole when it is found");
        }
        check(shared.cache.held() <= shared.cache.budget(), "the budget holds");
        run.countTurn();
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    const auto source = test::fakeSource({.rows = 400, .columns = 400});
    const auto newSubject = [&] { return test::subjectOf(source, 16); };
    const SubjectPtr first = newSubject();
    const ByteCount tileBytes = makeTile(first, {first->id, 1, 0, 0}, TileQuality::Exact)->bytes();
    TileCache cache({budgetInTiles * tileBytes.value});
    const Shared shared{{first, newSubject(), newSubject()}, cache};
    {
        std::vector<std::jthread> users;
        for (unsigned number = 0; number < 4; ++number)
            users.emplace_back([&, number] { user(number, shared, run); });
    }
    for (const SubjectPtr& subject : shared.subjects)
        cache.drop({subject->id});
    check(cache.held() == ByteCount{0}, "nothing is held when all is dropped");
    return run.report("stress_tile_cache");
}
