// SPDX-License-Identifier: MIT
#include "tests/core/tile/scheduler_fixture.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <iterator>
#include <vector>

using namespace tessera;
using test::SchedulerFixture;

namespace {

std::vector<std::int64_t> firstRows(const std::vector<SourceRegion>& regions)
{
    std::vector<std::int64_t> rows;
    std::ranges::transform(regions, std::back_inserter(rows), &SourceRegion::row);
    return rows;
}

std::uint64_t bytesBilled(const CostLog& costs)
{
    std::uint64_t bytes = 0;
    for (const TileBill& bill : costs.bills())
        bytes += bill.bytesRead.value;
    return bytes;
}

} // namespace

class TestSchedulerDelivery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyWishComesTrueOnce_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("level");
        QTest::addColumn<TileQuality>("quality");
        constexpr auto exact = TileQuality::Exact;
        constexpr auto sampled = TileQuality::Sampled;
        const test::FakeSpec plain{.rows = 203, .columns = 155};
        const test::FakeSpec chunked{
            .rows = 203, .columns = 155, .chunkRows = 20, .chunkColumns = 64};
        const test::FakeSpec heavy{.rows = 70, .columns = 90, .classes = 900};
        QTest::addRow("contiguous") << plain << 0 << exact;
        QTest::addRow("means") << plain << 2 << exact;
        QTest::addRow("samples") << plain << 2 << sampled;
        QTest::addRow("chunked") << chunked << 0 << exact;
        QTest::addRow("means of chunks") << chunked << 1 << exact;
        QTest::addRow("many blocks a tile") << heavy << 0 << exact;
    }
    void everyWishComesTrueOnce()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, level);
        QFETCH(TileQuality, quality);
        SchedulerFixture at(spec, 3);
        const auto wishes = test::allWishes(at.subject, level, quality);
        at.scheduler->wish(wishes);
        QVERIFY(at.inbox->waitFor(wishes.size()));
        at.settle();
        QCOMPARE(at.inbox->count(), wishes.size());
        for (const TileWish& one : wishes) {
            const TilePtr tile = at.inbox->tile(one.key);
            QVERIFY(tile);
            QVERIFY(test::contentsOf(*tile) == at.expected(one.key, quality));
        }
    }

    void readsTheMostWantedFirst()
    {
        SchedulerFixture at({.rows = 160, .columns = 32}, 1);
        at.source->block();
        at.scheduler->wish({at.wish(2, 0), at.wish(1, 0), at.wish(3, 0), at.wish(0, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(4));
        QCOMPARE(firstRows(at.source->regions()), (std::vector<std::int64_t>{64, 32, 96, 0}));
    }

    void tilesSideBySideAreReadTogether()
    {
        SchedulerFixture at({.rows = 32, .columns = 320}, 1);
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(10));
        QCOMPARE(at.source->reads(), 1);
    }

    void blocksOfARunAreReadAtOnce()
    {
        // 900 classes of float32: a block of 4 MB has nine rows of 128 columns.
        SchedulerFixture at({.rows = 32, .columns = 128, .classes = 900}, 2);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(2));
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(4));
        QCOMPARE(at.source->mostAtOnce(), 2);
    }

    void knownTilesArriveAtOnceWithoutARead()
    {
        SchedulerFixture at({.rows = 100, .columns = 100});
        const auto wishes = test::allWishes(at.subject, 0);
        at.scheduler->wish(wishes);
        QVERIFY(at.inbox->waitFor(wishes.size()));
        at.settle();
        const std::int64_t reads = at.source->reads();
        at.inbox->clear();
        at.scheduler->wish(wishes);
        QCOMPARE(at.inbox->count(), wishes.size());
        QCOMPARE(at.source->reads(), reads);
        QCOMPARE(at.scheduler->state().pending, std::size_t{0});
    }

    void anExactWishIsNotAnsweredByASample()
    {
        SchedulerFixture at({.rows = 100, .columns = 100});
        const TileKey key = at.key(0, 0, 1);
        at.scheduler->wish({at.wish(0, 0, 1, TileQuality::Sampled)});
        QVERIFY(at.inbox->waitFor(1));
        QVERIFY(test::contentsOf(*at.inbox->tile(key)) == at.expected(key, TileQuality::Sampled));
        at.settle();
        at.inbox->clear();
        at.scheduler->wish({at.wish(0, 0, 1)});
        QVERIFY(at.inbox->waitFor(1));
        QVERIFY(test::contentsOf(*at.inbox->tile(key)) == at.expected(key));
    }

    void aSampledWishIsAnsweredByAnExactTile()
    {
        SchedulerFixture at({.rows = 100, .columns = 100});
        at.scheduler->wish({at.wish(0, 0, 1)});
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        const std::int64_t reads = at.source->reads();
        at.inbox->clear();
        at.scheduler->wish({at.wish(0, 0, 1, TileQuality::Sampled)});
        QCOMPARE(at.inbox->count(), std::size_t{1});
        QCOMPARE(at.inbox->tile(at.key(0, 0, 1))->quality, TileQuality::Exact);
        QCOMPARE(at.source->reads(), reads);
    }

    void billsAddUpToWhatWasRead_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addRow("contiguous") << test::FakeSpec{.rows = 203, .columns = 155};
        QTest::addRow("several blocks")
            << test::FakeSpec{.rows = 40, .columns = 77, .classes = 900};
        QTest::addRow("chunked") << test::FakeSpec{
            .rows = 203, .columns = 155, .chunkRows = 50, .chunkColumns = 50};
        QTest::addRow("seven bytes a pixel") << test::FakeSpec{
            .rows = 131, .columns = 331, .classes = 7, .type = ElementType::UInt8};
    }
    void billsAddUpToWhatWasRead()
    {
        QFETCH(test::FakeSpec, spec);
        SchedulerFixture at(spec);
        std::size_t tiles = 0;
        for (std::int32_t level = 0; level < at.subject->grid.levels(); ++level) {
            const auto wishes = test::allWishes(at.subject, level);
            tiles += wishes.size();
            at.scheduler->wish(wishes);
            QVERIFY(at.inbox->waitFor(tiles));
        }
        at.settle();
        QCOMPARE(at.costs->bills().size(), tiles);
        QCOMPARE(bytesBilled(*at.costs), at.source->bytesRead().value);
        QCOMPARE(at.costs->totals().bytesRead.value, at.source->bytesRead().value);
    }

    void aBillTellsOfItsTile()
    {
        SchedulerFixture at({.rows = 100, .columns = 100});
        at.scheduler->wish({at.wish(2, 1)});
        QVERIFY(at.inbox->waitFor(1));
        const TilePtr tile = at.inbox->tile(at.key(2, 1));
        const auto bills = at.costs->bills();
        QCOMPARE(bills.size(), std::size_t{1});
        const TileBill& bill = bills.front();
        QCOMPARE(bill.serial, tile->billSerial);
        QCOMPARE(bill.row, 2);
        QCOMPARE(bill.column, 1);
        QCOMPARE(bill.isImage, false);
        QCOMPARE(bill.bytesRead.value, std::uint64_t{32 * 32 * 3 * 4});
        QCOMPARE(bill.bytesKept.value, tile->bytes().value);
        QVERIFY(bill.waitNs >= 0 && bill.readNs >= 0 && bill.reduceNs > 0);
        QVERIFY(bill.scratchBytes.value >= bill.bytesRead.value);
        QCOMPARE(bill.paintNs, std::int64_t{0});
    }

    void stateCountsDownToZero()
    {
        SchedulerFixture at({.rows = 160, .columns = 32}, 1);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(1));
        QCOMPARE(at.scheduler->state().wished, std::size_t{5});
        QCOMPARE(at.scheduler->state().pending, std::size_t{5});
        at.source->letThrough(2);
        QVERIFY(at.inbox->waitFor(2));
        QCOMPARE(at.scheduler->state().pending, std::size_t{3});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(5));
        QCOMPARE(at.scheduler->state().pending, std::size_t{0});
        QCOMPARE(at.scheduler->state().failed, std::size_t{0});
    }

    void aTinyCacheStillGivesAllTiles()
    {
        SchedulerFixture at({.rows = 200, .columns = 200}, 2, 32, {0});
        const auto wishes = test::allWishes(at.subject, 0);
        at.scheduler->wish(wishes);
        QVERIFY(at.inbox->waitFor(wishes.size()));
        QCOMPARE(at.cache.held().value, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSchedulerDelivery)
#include "tst_scheduler_delivery.moc"
