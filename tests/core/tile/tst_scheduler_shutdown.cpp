// SPDX-License-Identifier: MIT
#include "core/session/session.h"
#include "tests/core/tile/scheduler_fixture.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace tessera;
using test::SchedulerFixture;

namespace {

constexpr test::FakeSpec wide{.rows = 600, .columns = 700};
constexpr int manyTimes = 100;

} // namespace

class TestSchedulerShutdown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void nothingArrivesAfterTheClose()
    {
        SchedulerFixture at(wide, 2);
        at.source->ignoreStops();
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(2));
        at.scheduler->close();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        at.source->unblock();
        at.settle();
        QCOMPARE(at.inbox->count(), std::size_t{0});
        QCOMPARE(at.scheduler->state().pending, std::size_t{0});
    }

    void nothingIsKeptAfterTheClose()
    {
        SchedulerFixture at({.rows = 320, .columns = 32}, 2);
        at.source->ignoreStops();
        at.source->block();
        at.scheduler->wish(test::allWishes(at.subject, 0));
        QVERIFY(at.source->waitForBlocked(2));
        at.scheduler->close();
        at.cache.drop({at.subject->id});
        at.source->unblock();
        at.settle();
        QCOMPARE(at.cache.held().value, std::uint64_t{0});
    }

    void aSchedulerMayDieWhileItsTilesAreRead()
    {
        WorkPool pool(2);
        TileCache cache(megabytes(10));
        for (int turn = 0; turn < manyTimes; ++turn) {
            const auto source = test::fakeSource(wide);
            const auto subject = test::subjectOf(source, 64);
            const auto inbox = std::make_shared<test::TileInbox>();
            source->block();
            auto scheduler =
                TileScheduler::create({pool, cache, std::make_shared<CostLog>(), inbox, nullptr});
            scheduler->wish(test::allWishes(subject, 0));
            QVERIFY(source->waitForBlocked(1));
            scheduler->close();
            scheduler.reset();
        }
    }

    void aSessionMayDieWhileItsTilesAreRead()
    {
        Engine engine({.threads = 2, .cacheBudget = megabytes(10), .trace = nullptr});
        std::vector<std::weak_ptr<const VolumeSource>> sources;
        for (int turn = 0; turn < manyTimes; ++turn) {
            const auto source = test::fakeSource(wide);
            sources.emplace_back(source);
            source->block();
            const auto inbox = std::make_shared<test::TileInbox>();
            Session session(engine, {source, nullptr}, std::make_shared<CostLog>(), inbox);
            session.want(session.wishesFor({{{0, 0, 600, 700}, 0}}));
            QVERIFY(source->waitForBlocked(1));
        }
        for (const auto& source : sources)
            QTRY_VERIFY(source.expired());
        QCOMPARE(engine.cache().held().value, std::uint64_t{0});
    }

    void anEngineMayDieWhileTilesAreRead()
    {
        for (int turn = 0; turn < manyTimes; ++turn) {
            const auto source = test::fakeSource(wide);
            Engine engine({.threads = 2, .cacheBudget = megabytes(10), .trace = nullptr});
            source->block();
            const auto inbox = std::make_shared<test::TileInbox>();
            Session session(engine, {source, nullptr}, std::make_shared<CostLog>(), inbox);
            session.want(session.wishesFor({{{0, 0, 600, 700}, 0}}));
            QVERIFY(source->waitForBlocked(1));
        }
    }
};

QTEST_APPLESS_MAIN(TestSchedulerShutdown)
#include "tst_scheduler_shutdown.moc"
