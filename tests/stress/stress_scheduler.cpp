// SPDX-License-Identifier: MIT
// Several threads wish for tiles of one scheduler at random while workers read them and some rows
// fail; schedulers end while they are busy.
#include "core/tile/prefetch.h"
#include "core/tile/tile_scheduler.h"

#include "tests/stress/stress.h"
#include "tests/support/tile_reference.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <latch>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr test::FakeSpec spec{.rows = 300, .columns = 260};
constexpr test::FakeSpec chunkedSpec{
    .rows = 300, .columns = 260, .chunkRows = 40, .chunkColumns = 64};

// Looks at what arrives.
class CheckingSink : public TileSink {
public:
    void tilesFinished(std::vector<TileOutcome> outcomes) override
    {
        check(!outcomes.empty(), "there is something in every delivery");
        for (const TileOutcome& outcome : outcomes) {
            if (!outcome.tile) {
                check(outcome.tile.error().code == ErrorCode::Unreadable,
                    "only real failures are told, not stops");
                continue;
            }
            const Tile& tile = **outcome.tile;
            check(tile.key == outcome.key, "a tile comes under its own key");
            const auto pixels = static_cast<std::size_t>(tile.rect.rows * tile.rect.columns);
            check(tile.codes.size() == pixels, "a tile has all its codes");
            check(tile.damage.parts > 0 || tile.codes.as<const std::uint8_t>()[pixels - 1] != 0xFF,
                "a tile is written");
            check(!tile.classPixels.empty(), "a tile is counted when it arrives");
        }
        m_arrived.fetch_add(outcomes.size());
    }
    std::size_t arrived() const { return m_arrived.load(); }

private:
    std::atomic<std::size_t> m_arrived = 0;
};

std::vector<TileWish> randomWishes(std::mt19937& random, const SubjectPtr& subject)
{
    const std::int32_t level = stress::below(random, subject->grid.levels());
    const auto quality = stress::below(random, 2) == 0 ? TileQuality::Exact : TileQuality::Sampled;
    auto wishes = test::allWishes(subject, level, quality);
    std::shuffle(wishes.begin(), wishes.end(), random);
    wishes.resize(
        static_cast<std::size_t>(stress::below(random, static_cast<int>(wishes.size()) + 1)));
    return wishes;
}

void user(unsigned number, TileScheduler& scheduler, Prefetch& prefetch,
    const std::vector<SubjectPtr>& subjects, test::FakeSource& source)
{
    auto random = stress::randomOf(number);
    for (int turn = 0; turn < 40; ++turn) {
        const auto which = static_cast<std::size_t>(stress::below(random, 2));
        scheduler.wish(randomWishes(random, subjects.at(which)));
        const int action = stress::below(random, 10);
        if (action > 5)
            prefetch.foresee(randomWishes(random, subjects.at(1 - which)));
        else if (action > 4)
            prefetch.stop();
        if (action == 0) {
            subjects.at(which)->damage->forget();
            scheduler.forgetFailures();
        }
        if (action == 1)
            source.failRows(stress::below(random, 300), stress::below(random, 300));
        const SchedulerState state = scheduler.state();
        check(state.pending <= state.wished, "no more is pending than was wished");
        check(state.failed <= state.wished, "no more failed than was wished");
        if (action < 4)
            std::this_thread::yield();
    }
}

// After the last wish of all, everything comes: nothing is lost between the threads.
void checkAllComes(TileScheduler& scheduler, const SubjectPtr& subject, test::FakeSource& source)
{
    source.failRows(0, 0);
    subject->damage->forget();
    scheduler.forgetFailures();
    scheduler.wish(test::allWishes(subject, 0));
    while (scheduler.state().pending > 0)
        std::this_thread::yield();
}

// Returns when no worker is at work.
void settle(WorkPool& pool)
{
    const auto idle = std::make_shared<std::latch>(pool.threads());
    for (int worker = 0; worker < pool.threads(); ++worker)
        pool.post([idle](WorkerContext&) { idle->arrive_and_wait(); });
    idle->wait();
}

void onePool(unsigned turn, WorkPool& pool, TileCache& cache)
{
    const auto source = test::fakeSource(turn % 2 == 0 ? spec : chunkedSpec);
    const std::vector<SubjectPtr> subjects{
        test::subjectOf(source, 64), test::subjectOf(source, 32)};
    const auto sink = std::make_shared<CheckingSink>();
    const auto costs = std::make_shared<CostLog>();
    const auto trace = std::make_shared<Trace>(0, 1000);
    auto scheduler = TileScheduler::create({pool, cache, costs, sink, trace});
    const auto prefetch = Prefetch::create({pool, cache, costs, nullptr, nullptr}, scheduler);
    {
        std::vector<std::jthread> users;
        for (unsigned number = 0; number < 3; ++number)
            users.emplace_back(
                [&, number] { user(turn * 3 + number, *scheduler, *prefetch, subjects, *source); });
    }
    if (turn % 3 != 0)
        checkAllComes(*scheduler, subjects.front(), *source);
    else
        scheduler->wish(test::allWishes(subjects.back(), 0)); // and ends while they are read
    prefetch->close();
    scheduler->close();
    check(scheduler->state().pending == 0, "nothing is pending after the close");
    settle(pool); // what was under way is told
    const std::size_t arrived = sink->arrived();
    scheduler->wish(test::allWishes(subjects.front(), 0));
    settle(pool);
    check(sink->arrived() == arrived, "nothing arrives after the close");
    cache.drop({subjects.front()->id, subjects.back()->id});
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    unsigned turn = 0;
    while (!run.isOver()) {
        TileCache cache({200'000});
        WorkPool pool(static_cast<int>(turn % 3) + 1);
        for (int times = 0; times < 4 && !run.isOver(); ++times) {
            onePool(turn++, pool, cache);
            run.countTurn();
        }
    }
    return run.report("stress_scheduler");
}
