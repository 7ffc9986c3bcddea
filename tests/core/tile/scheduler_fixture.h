// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_scheduler.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <latch>
#include <memory>
#include <vector>

namespace tessera::test {

// A scheduler with all that it works with, on a fake source.
struct SchedulerFixture {
    explicit SchedulerFixture(const FakeSpec& spec, int threads = 2, std::int64_t edge = 32,
        ByteCount budget = megabytes(100))
        : source(fakeSource(spec))
        , subject(subjectOf(source, edge))
        , cache(budget)
        , pool(threads)
        , scheduler(TileScheduler::create({pool, cache, costs, inbox, nullptr}))
    {
    }
    SchedulerFixture(const SchedulerFixture&) = delete;
    SchedulerFixture& operator=(const SchedulerFixture&) = delete;
    ~SchedulerFixture()
    {
        scheduler->close();
        source->unblock();
    }

    TileKey key(std::int32_t row, std::int32_t column, std::int32_t level = 0) const
    {
        return {subject->id, level, row, column};
    }
    TileWish wish(std::int32_t row, std::int32_t column, std::int32_t level = 0,
        TileQuality quality = TileQuality::Exact) const
    {
        return {subject, key(row, column, level), quality};
    }
    TileContents expected(const TileKey& of, TileQuality quality = TileQuality::Exact) const
    {
        return expectedContents(*source, *subject, of, quality);
    }

    // Returns when no worker is at work any more, so that nothing can arrive behind a test's back.
    void settle()
    {
        // Shared: a worker may still look at it when the others have gone.
        const auto idle = std::make_shared<std::latch>(pool.threads());
        for (int worker = 0; worker < pool.threads(); ++worker)
            pool.post([idle](WorkerContext&) { idle->arrive_and_wait(); });
        idle->wait();
    }

    std::shared_ptr<FakeSource> source;
    SubjectPtr subject;
    TileCache cache;
    std::shared_ptr<CostLog> costs = std::make_shared<CostLog>();
    std::shared_ptr<TileInbox> inbox = std::make_shared<TileInbox>();
    WorkPool pool;
    std::shared_ptr<TileScheduler> scheduler;
};

} // namespace tessera::test
