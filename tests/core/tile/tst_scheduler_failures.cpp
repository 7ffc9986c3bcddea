// SPDX-License-Identifier: MIT
#include "tests/core/tile/scheduler_fixture.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace tessera;
using test::SchedulerFixture;

namespace {

constexpr test::FakeSpec tower{.rows = 320, .columns = 32};
constexpr test::FakeSpec broad{.rows = 32, .columns = 128, .classes = 900};

} // namespace

class TestSchedulerFailures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aFailureIsToldInPlaceOfTheTile()
    {
        SchedulerFixture at(tower);
        at.source->failRows(40, 41, ErrorCode::OutOfMemory);
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(10));
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{10});
        QCOMPARE(at.inbox->failures(), std::size_t{1});
        QVERIFY(!at.inbox->tile(at.key(1, 0)));
        QCOMPARE(at.scheduler->state().failed, std::size_t{1});
        QCOMPARE(at.scheduler->state().pending, std::size_t{0});
    }

    void aFailedBlockFailsAllTilesOfItsRunOnce()
    {
        SchedulerFixture at(broad, 3);
        at.source->failRows(0, 32, ErrorCode::OutOfMemory);
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(4));
        at.settle();
        QCOMPARE(at.inbox->failures(), std::size_t{4});
        QCOMPARE(at.inbox->count(), std::size_t{4});
        QCOMPARE(at.costs->bills().size(), std::size_t{4});
        QCOMPARE(
            at.costs->bills().front().damage, std::string("These rows of fake cannot be read."));
    }

    void onlyWantedTilesCountAsFailed()
    {
        SchedulerFixture at(broad, 1);
        at.source->failRows(0, 32, ErrorCode::OutOfMemory);
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(1));
        at.scheduler->wish({at.wish(0, 3)});
        at.source->unblock();
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        QCOMPARE(at.scheduler->state().failed, std::size_t{1});
        QCOMPARE(at.inbox->count(), std::size_t{1});
    }

    void aFailedTileIsNotReadAgain()
    {
        SchedulerFixture at(tower);
        at.source->failRows(40, 41, ErrorCode::OutOfMemory);
        at.scheduler->wish({at.wish(1, 0)});
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        for (int turn = 0; turn < 3; ++turn)
            at.scheduler->wish({at.wish(1, 0)});
        QCOMPARE(at.inbox->failures(), std::size_t{4}); // told once a wish
        QCOMPARE(at.source->reads(), 1);
        QCOMPARE(at.scheduler->state().failed, std::size_t{1});
    }

    void aForgottenFailureIsTriedAgain()
    {
        SchedulerFixture at(tower);
        at.source->failRows(40, 41, ErrorCode::OutOfMemory);
        at.scheduler->wish({at.wish(1, 0)});
        QVERIFY(at.inbox->waitFor(1));
        at.settle();
        at.source->failRows(0, 0);
        at.scheduler->forgetFailures();
        at.scheduler->wish({at.wish(1, 0)});
        QVERIFY(at.inbox->waitFor(2));
        QVERIFY(test::contentsOf(*at.inbox->tile(at.key(1, 0))) == at.expected(at.key(1, 0)));
        QCOMPARE(at.scheduler->state().failed, std::size_t{0});
    }

    void damageIsNoFailure()
    {
        SchedulerFixture at(tower);
        at.source->failRows(40, 41);
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(10));
        at.settle();
        QCOMPARE(at.inbox->failures(), std::size_t{0});
        QCOMPARE(at.scheduler->state().failed, std::size_t{0});
        QCOMPARE(at.scheduler->state().damaged, std::size_t{1});
        QCOMPARE(at.inbox->tile(at.key(1, 0))->damage.rects,
            (std::vector<MarkedRect>{{{40, 0, 1, 32}, SpecialCode::Damaged}}));
        const auto bills = at.costs->bills();
        QCOMPARE(std::ranges::count_if(bills,
                     [](const TileBill& bill) {
                         return bill.damage == "These rows of fake cannot be read.";
                     }),
            1);
    }

    void aDamagedTileIsReadAgainOnDemandOnly()
    {
        SchedulerFixture at(tower);
        at.source->failRows(40, 41);
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(10));
        at.settle();
        const auto reads = at.source->reads();
        at.source->failRows(0, 0);
        at.scheduler->wish({at.wish(1, 0)});
        QVERIFY(at.inbox->waitFor(11));
        QCOMPARE(at.source->reads(), reads);
        QCOMPARE(at.scheduler->state().damaged, std::size_t{1});

        at.subject->damage->forget();
        at.scheduler->forgetFailures();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.inbox->waitFor(21));
        QCOMPARE(at.source->reads(), reads + 1); // the others are in the cache
        QVERIFY(test::contentsOf(*at.inbox->tile(at.key(1, 0))) == at.expected(at.key(1, 0)));
        QCOMPARE(at.scheduler->state().damaged, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSchedulerFailures)
#include "tst_scheduler_failures.moc"
