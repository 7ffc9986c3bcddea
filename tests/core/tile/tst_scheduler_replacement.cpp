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

// One column of ten tiles: every tile is a run of its own, read in one go.
constexpr test::FakeSpec tower{.rows = 320, .columns = 32};

// One row of four tiles, read in four blocks of nine rows.
constexpr test::FakeSpec broad{.rows = 32, .columns = 128, .classes = 900};

std::vector<TileKey> keysOf(const std::vector<TileOutcome>& outcomes)
{
    std::vector<TileKey> keys;
    std::ranges::transform(outcomes, std::back_inserter(keys), &TileOutcome::key);
    return keys;
}

} // namespace

class TestSchedulerReplacement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void whatHasNotBegunIsNeverRead()
    {
        SchedulerFixture at(tower, 1);
        at.source->block();
        at.scheduler->wish({at.wish(0, 0), at.wish(1, 0), at.wish(2, 0)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(0, 0), at.wish(5, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(2));
        at.settle();
        QCOMPARE(keysOf(at.inbox->outcomes()), (std::vector<TileKey>{at.key(0, 0), at.key(5, 0)}));
        QCOMPARE(at.source->reads(), 2);
    }

    void whatHasBegunIsStopped()
    {
        SchedulerFixture at(tower, 1);
        at.source->block();
        at.scheduler->wish({at.wish(0, 0)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({});
        at.settle(); // the read ends by its stop token: nobody lets it through
        QCOMPARE(at.inbox->count(), std::size_t{0});
        QCOMPARE(at.scheduler->state().pending, std::size_t{0});
        QCOMPARE(at.source->bytesRead().value, std::uint64_t{0});
    }

    void aStaleResultNeverReachesTheSink()
    {
        SchedulerFixture at(tower, 1);
        at.source->ignoreStops();
        at.source->block();
        at.scheduler->wish({at.wish(0, 0)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(7, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        QCOMPARE(keysOf(at.inbox->outcomes()), (std::vector<TileKey>{at.key(7, 0)}));
    }

    void aStaleFailureNeverReachesTheSink()
    {
        SchedulerFixture at(broad, 2, 32);
        at.source->ignoreStops();
        at.source->failRows(0, 32, ErrorCode::OutOfMemory);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(2));
        at.source->letThrough(1);
        QTRY_COMPARE(at.source->inside(), 1); // one block is back
        at.scheduler->wish({});
        at.source->unblock();
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{0});
        QCOMPARE(at.scheduler->state().failed, std::size_t{0});
    }

    void whatIsStillWantedGoesOn()
    {
        SchedulerFixture at(broad, 1);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(1));
        for (int turn = 0; turn < 5; ++turn)
            at.scheduler->wish(test::allWishes(at.subject, 0));
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(4));
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{4});
        QCOMPARE(at.source->bytesRead().value, std::uint64_t{32 * 128 * 900 * 4});
    }

    void aGroupGoesOnForTheLastWantedTile()
    {
        SchedulerFixture at(broad, 1);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(0, 2)});
        QCOMPARE(at.scheduler->state().wished, std::size_t{1});
        QCOMPARE(at.scheduler->state().pending, std::size_t{1});
        at.source->unblock();
        QTRY_VERIFY(at.inbox->tile(at.key(0, 2)));
        at.settle();
        QCOMPARE(at.source->bytesRead().value, std::uint64_t{32 * 128 * 900 * 4});
        QCOMPARE(keysOf(at.inbox->outcomes()), (std::vector<TileKey>{at.key(0, 2)}));
    }

    void aTileWantedAgainIsReadAgain()
    {
        SchedulerFixture at(tower, 1);
        at.source->ignoreStops();
        at.source->block();
        at.scheduler->wish({at.wish(0, 0)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({});
        at.scheduler->wish({at.wish(0, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{1});
        QVERIFY(test::contentsOf(*at.inbox->tile(at.key(0, 0))) == at.expected(at.key(0, 0)));
    }

    void newWishesGoByTheirNewOrder()
    {
        SchedulerFixture at(tower, 1);
        at.source->block();
        at.scheduler->wish({at.wish(9, 0), at.wish(1, 0), at.wish(2, 0), at.wish(3, 0)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(3, 0), at.wish(2, 0), at.wish(1, 0), at.wish(9, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(4));
        QCOMPARE(keysOf(at.inbox->outcomes()),
            (std::vector<TileKey>{at.key(9, 0), at.key(3, 0), at.key(2, 0), at.key(1, 0)}));
    }

    void aBegunGroupKeepsItsPlaceAmongCachedTiles()
    {
        // Tiles of level 0, of which one row is cached; the group of row 1 has begun.
        SchedulerFixture at({.rows = 96, .columns = 128, .classes = 900}, 1);
        at.scheduler->wish({at.wish(0, 0), at.wish(0, 1), at.wish(0, 2), at.wish(0, 3)});
        QVERIFY(at.inbox->waitFor(4));
        at.source->block();
        at.scheduler->wish({at.wish(1, 0), at.wish(1, 1)});
        QVERIFY(at.source->waitForBlocked(1));
        at.inbox->clear();
        at.scheduler->wish({at.wish(0, 0), at.wish(0, 1), at.wish(0, 2), at.wish(0, 3),
            at.wish(1, 0), at.wish(1, 1), at.wish(2, 0)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(7));
        at.settle();
        QCOMPARE(keysOf(at.inbox->outcomes()).back(), at.key(2, 0));
    }

    void anExactWishReplacesASampleUnderWay()
    {
        SchedulerFixture at({.rows = 64, .columns = 64}, 2);
        at.source->block();
        at.scheduler->wish({at.wish(0, 0, 1, TileQuality::Sampled)});
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(0, 0, 1)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{1});
        QCOMPARE(at.inbox->tile(at.key(0, 0, 1))->quality, TileQuality::Exact);
    }
};

QTEST_APPLESS_MAIN(TestSchedulerReplacement)
#include "tst_scheduler_replacement.moc"
