// SPDX-License-Identifier: MIT
// Several threads make cells of the same planes at random, are stopped, meet damage and forget it,
// while a scheduler and a prefetch make tiles of them, and finer ones on the way, and cells come
// piece by piece of what is read for tiles below them; the store is large, small or of no use.
#include "core/tile/cell_maker.h"
#include "core/tile/prefetch.h"
#include "core/tile/tile_scheduler.h"

#include "tests/stress/stress.h"
#include "tests/support/cell_subject.h"
#include "tests/support/tile_inbox.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <latch>
#include <memory>
#include <random>
#include <stop_token>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr test::FakeSpec spec{.rows = 331, .columns = 457, .classes = 2};
constexpr std::int64_t edge = 16;

CellPosition randomPosition(std::mt19937& random, const TileGrid& cells)
{
    const int level = firstKeptLevel + stress::below(random, cells.levels() - firstKeptLevel);
    const TileRange all = cells.tilesAt(level);
    return {level, stress::below(random, all.endRow), stress::below(random, all.endColumn)};
}

void makeOne(std::mt19937& random, const TileSubject& subject)
{
    const CellPosition position = randomPosition(random, subject.cells->grid());
    const PixelRect rect =
        subject.cells->grid().tileRect(position.level, position.row, position.column);
    std::stop_source stop;
    const std::stop_token token = stop.get_token();
    std::jthread stopper;
    if (stress::below(random, 3) == 0)
        stopper = std::jthread([&stop] { stop.request_stop(); });
    WorkerScratch scratch;
    const auto cell = CellMaker(subject, scratch, token).make(position);
    if (!cell) {
        check(cell.error().code == ErrorCode::Cancelled, "only a stop ends a cell");
        return;
    }
    check(cell->cell->shape == PlaneShape{rect.rows, rect.columns}, "a cell has its shape");
}

void maker(unsigned number, const std::vector<SubjectPtr>& subjects, test::FakeSource& source)
{
    auto random = stress::randomOf(number);
    for (int turn = 0; turn < 30; ++turn) {
        const auto which = static_cast<std::size_t>(stress::below(random, 2));
        const TileSubject& subject = *subjects.at(which);
        makeOne(random, subject);
        const int action = stress::below(random, 12);
        if (action == 0)
            source.failRows(stress::below(random, 300), stress::below(random, 331));
        if (action == 1) {
            subject.damage->forget();
            subject.cells->forgetDamage();
        }
        const double share = subject.cells->share();
        check(share >= 0 && share <= 1, "a share is one");
    }
}

std::vector<TileWish> someWishes(std::mt19937& random, const SubjectPtr& subject)
{
    return test::allWishes(subject, 1 + stress::below(random, subject->grid.levels() - 1));
}

void user(unsigned number, TileScheduler& scheduler, Prefetch& prefetch,
    const std::vector<SubjectPtr>& subjects)
{
    auto random = stress::randomOf(number);
    for (int turn = 0; turn < 30; ++turn) {
        const auto which = static_cast<std::size_t>(stress::below(random, 2));
        scheduler.wish(someWishes(random, subjects.at(which)));
        prefetch.foresee(someWishes(random, subjects.at(1 - which)));
        std::this_thread::yield();
    }
}

// However they were made, cells hold the same numbers.
void checkTop(const TileSubject& subject, const TileSubject& quiet)
{
    const CellPosition top{quiet.cells->grid().levels() - 1, 0, 0};
    WorkerScratch scratch;
    const auto one = CellMaker(subject, scratch, {}).make(top);
    const auto other = CellMaker(quiet, scratch, {}).make(top);
    check(one && other, "the top is made");
    check(one->cell->means.size() == other->cell->means.size()
            && std::memcmp(
                   one->cell->means.data(), other->cell->means.data(), one->cell->means.size())
                == 0,
        "the top holds what it must");
}

void settle(WorkPool& pool)
{
    const auto idle = std::make_shared<std::latch>(pool.threads());
    for (int worker = 0; worker < pool.threads(); ++worker)
        pool.post([idle](WorkerContext&) { idle->arrive_and_wait(); });
    idle->wait();
}

void onePool(unsigned turn, WorkPool& pool)
{
    constexpr std::array budgets{megabytes(10), ByteCount{40'000}, ByteCount{0}};
    const auto source = test::fakeSource(spec);
    CellPlaces places = test::memoryPlaces(budgets.at(turn % budgets.size()));
    if (turn % 2 == 0)
        places.archive = std::make_shared<test::MemoryArchive>();
    places.plane = "plane";
    const std::vector<SubjectPtr> subjects{test::subjectWithCells(source, edge, edge, places),
        test::subjectWithCells(source, edge, edge, {places.store})};
    TileCache cache(megabytes(10));
    const auto costs = std::make_shared<CostLog>();
    const auto scheduler =
        TileScheduler::create({pool, cache, costs, std::make_shared<test::TileInbox>(), nullptr});
    const auto prefetch = Prefetch::create({pool, cache, costs, nullptr, nullptr}, scheduler);
    {
        std::vector<std::jthread> threads;
        for (unsigned number = 0; number < 2; ++number)
            threads.emplace_back([&, number] { maker(turn * 4 + number, subjects, *source); });
        threads.emplace_back([&] { user(turn * 4 + 3, *scheduler, *prefetch, subjects); });
    }
    prefetch->close();
    scheduler->close();
    settle(pool);
    check(places.store->partial().held() <= ByteCount{budgets.at(turn % budgets.size()).value / 2},
        "cells in the making are bounded");
    source->failRows(0, 0);
    for (const SubjectPtr& subject : subjects) {
        subject->damage->forget();
        subject->cells->forgetDamage();
        checkTop(*subject, *test::subjectWithCells(source, edge, edge, test::memoryPlaces()));
        check(subject->cells->isComplete(), "all of the plane is known");
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    unsigned turn = 0;
    while (!run.isOver()) {
        WorkPool pool(static_cast<int>(turn % 3) + 1);
        onePool(turn++, pool);
        run.countTurn();
    }
    return run.report("stress_cells");
}
