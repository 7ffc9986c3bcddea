// SPDX-License-Identifier: MIT
#include "core/tile/prefetch.h"

#include "tests/core/tile/scheduler_fixture.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>

using namespace tessera;

namespace {

constexpr int patienceMs = 30'000;
constexpr test::FakeSpec spec{.rows = 96, .columns = 96}; // 3 × 3 tiles

struct PrefetchFixture : test::SchedulerFixture {
    explicit PrefetchFixture(int threads = 2, ByteCount budget = megabytes(100))
        : SchedulerFixture(spec, threads, 32, budget)
        , prefetch(Prefetch::create({pool, cache, costs, nullptr, nullptr}, scheduler))
    {
    }
    PrefetchFixture(const PrefetchFixture&) = delete;
    PrefetchFixture& operator=(const PrefetchFixture&) = delete;
    ~PrefetchFixture()
    {
        prefetch->close();
        source->unblock();
    }

    std::vector<TileWish> all() const { return test::allWishes(subject, 0); }
    std::ptrdiff_t cached() const
    {
        return std::ranges::count_if(
            all(), [this](const TileWish& wish) { return cache.contains(wish.key, wish.quality); });
    }

    std::shared_ptr<Prefetch> prefetch;
};

} // namespace

class TestPrefetch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void putsTilesInTheCache()
    {
        PrefetchFixture fixture;
        fixture.prefetch->foresee(fixture.all());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 9, patienceMs);
        QCOMPARE(fixture.inbox->count(), 0U);
        const TilePtr tile = fixture.cache.find(fixture.key(1, 2));
        QCOMPARE(test::contentsOf(*tile), fixture.expected(fixture.key(1, 2)));
        QVERIFY(fixture.costs->bills().front().isAhead);
    }

    void whatIsThereIsNotMadeAgain()
    {
        PrefetchFixture fixture;
        fixture.prefetch->foresee(fixture.all());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 9, patienceMs);
        fixture.settle();
        const std::int64_t reads = fixture.source->reads();
        fixture.prefetch->foresee(fixture.all());
        fixture.settle();
        QCOMPARE(fixture.source->reads(), reads);
    }

    void nothingIsMadeWhileTilesArePending()
    {
        PrefetchFixture fixture(1);
        fixture.source->block();
        fixture.scheduler->wish({fixture.wish(0, 0)});
        QVERIFY(fixture.source->waitForBlocked(1));
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(!fixture.prefetch->take());
        fixture.source->unblock();
        QVERIFY(fixture.inbox->waitFor(1));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 9, patienceMs);
    }

    void leavesHalfOfTheWorkersFree()
    {
        PrefetchFixture fixture(4);
        fixture.source->block();
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(fixture.source->waitForBlocked(2));
        QVERIFY(!fixture.prefetch->take());
        fixture.source->unblock();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 9, patienceMs);
        QCOMPARE(fixture.source->mostAtOnce(), 2);
    }

    void stopsAtOnce()
    {
        PrefetchFixture fixture;
        fixture.source->block();
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(fixture.source->waitForBlocked(1));
        fixture.prefetch->stop(); // the read ends as one that is stopped
        fixture.settle();
        QCOMPARE(fixture.cached(), 0);
        QCOMPARE(fixture.source->reads(), 1);
    }

    void goesOnWithWhatIsForeseenStill()
    {
        PrefetchFixture fixture;
        fixture.source->block();
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(fixture.source->waitForBlocked(1));
        fixture.prefetch->foresee(fixture.all());
        fixture.source->unblock();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 9, patienceMs);
        QCOMPARE(fixture.source->bytesRead(), (ByteCount{96 * 96 * 3 * 4}));
    }

    void takesAQuarterOfTheCacheAtMost()
    {
        // A tile is 32 × 32 pixels of 5 bytes.
        PrefetchFixture fixture(2, ByteCount{4 * 3 * 32 * 32 * 6});
        fixture.prefetch->foresee(fixture.all());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.cached(), 3, patienceMs);
        fixture.settle();
        QCOMPARE(fixture.cached(), 3);
        QVERIFY(fixture.cache.contains(fixture.key(0, 0), TileQuality::Exact));
    }

    void whatFailsIsLeftToWhoeverWantsIt()
    {
        PrefetchFixture fixture;
        fixture.source->failRows(0, 96, ErrorCode::OutOfMemory);
        fixture.prefetch->foresee({fixture.wish(0, 0)});
        QTRY_VERIFY_WITH_TIMEOUT(fixture.source->reads() > 0, patienceMs);
        fixture.settle();
        const std::int64_t reads = fixture.source->reads();
        fixture.prefetch->foresee({fixture.wish(0, 0)});
        fixture.settle();
        QCOMPARE(fixture.source->reads(), reads);
        QCOMPARE(fixture.inbox->count(), 0U);
        QCOMPARE(fixture.cached(), 0);
    }

    void nothingReachesTheCacheOnceItIsClosed()
    {
        PrefetchFixture fixture;
        fixture.source->block();
        fixture.source->ignoreStops();
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(fixture.source->waitForBlocked(1));
        fixture.prefetch->close();
        fixture.source->unblock();
        fixture.settle();
        QCOMPARE(fixture.cached(), 0);
        fixture.prefetch->foresee(fixture.all());
        QVERIFY(!fixture.prefetch->take());
    }
};

QTEST_GUILESS_MAIN(TestPrefetch)
#include "tst_prefetch.moc"
