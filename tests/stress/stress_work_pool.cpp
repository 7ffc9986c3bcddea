// SPDX-License-Identifier: MIT
// Pools are made and ended while several threads post work, add sources and wake them.
#include "core/tile/work_pool.h"

#include "tests/stress/stress.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

struct Counts {
    std::atomic<int> given = 0;
    std::atomic<int> ran = 0;
    std::array<std::atomic<int>, 4> busy{}; // by worker: never more than one work at a time
};

void runOne(const std::shared_ptr<Counts>& counts, WorkerContext& context)
{
    std::atomic<int>& busy = counts->busy.at(static_cast<std::size_t>(context.worker));
    check(busy.fetch_add(1) == 0, "a worker does one work at a time");
    context.scratch.read.samples.reserve(64); // a race, if two workers shared it
    context.scratch.read.samples.data()[0] = std::byte{1};
    counts->ran.fetch_add(1);
    busy.fetch_sub(1);
}

class CountedSource : public WorkSource {
public:
    CountedSource(std::shared_ptr<Counts> counts, int works)
        : m_counts(std::move(counts))
        , m_left(works)
    {
    }
    Work take() override
    {
        if (m_left.fetch_sub(1) <= 0)
            return {};
        m_counts->given.fetch_add(1);
        return [counts = m_counts](WorkerContext& context) { runOne(counts, context); };
    }

private:
    std::shared_ptr<Counts> m_counts;
    std::atomic<int> m_left;
};

void user(unsigned number, WorkPool& pool, const std::shared_ptr<Counts>& counts)
{
    auto random = stress::randomOf(number);
    std::vector<std::shared_ptr<CountedSource>> sources;
    for (int turn = 0; turn < 50; ++turn) {
        switch (stress::below(random, 4)) {
        case 0:
            pool.post([counts](WorkerContext& context) { runOne(counts, context); });
            break;
        case 1:
            sources.push_back(std::make_shared<CountedSource>(counts, 5));
            pool.add(sources.back());
            break;
        case 2:
            if (!sources.empty())
                sources.pop_back();
            break;
        default:
            pool.wake();
        }
    }
}

// Work that was posted before the pool has nothing to do is done, whoever woke whom.
void checkNothingIsLost(unsigned turn)
{
    WorkPool pool(3);
    std::atomic<int> done = 0;
    constexpr int works = 100;
    for (int work = 0; work < works; ++work) {
        pool.post([&done](WorkerContext&) {
            done.fetch_add(1);
            done.notify_all();
        });
        if ((turn + static_cast<unsigned>(work)) % 7 == 0)
            std::this_thread::yield();
    }
    for (int now = done.load(); now != works; now = done.load())
        done.wait(now);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    for (unsigned turn = 0; !run.isOver(); ++turn) {
        const auto counts = std::make_shared<Counts>();
        {
            WorkPool pool(static_cast<int>(turn % 4) + 1);
            std::vector<std::jthread> users;
            for (unsigned number = 0; number < 3; ++number)
                users.emplace_back([&, number] { user(turn * 3 + number, pool, counts); });
        }
        check(counts->ran >= counts->given, "work that a source gave out is done");
        checkNothingIsLost(turn);
        run.countTurn();
    }
    return run.report("stress_work_pool");
}
