// SPDX-License-Identifier: MIT
// A session of a plane that is too large to be read at once.
#include "core/session/session.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <latch>
#include <memory>

using namespace tessera;

namespace {

constexpr int patienceMs = 60'000;
constexpr test::FakeSpec large{
    .rows = 8009, .columns = 8011, .classes = 1, .type = ElementType::UInt8};
constexpr test::FakeSpec deep{.rows = 9001, .columns = 9001, .classes = 2, .zCount = 3};
constexpr test::FakeSpec deepLevel{.rows = 563, .columns = 563, .classes = 2, .zCount = 2};
constexpr ByteCount largeBytes{8009 * 8011};
constexpr ViewWish fitted{{{0, 0, 8009, 8011}, 3}, true, false};

struct LargeFixture {
    explicit LargeFixture(
        const EngineOptions& options = {.threads = 2, .cacheBudget = megabytes(50)})
        : source(test::fakeSource(large))
        , engine(options)
        , session(opened())
    {
    }
    LargeFixture(const LargeFixture&) = delete;
    LargeFixture& operator=(const LargeFixture&) = delete;
    ~LargeFixture() { source->unblock(); }

    std::unique_ptr<Session> opened()
    {
        return std::make_unique<Session>(
            engine, OpenedVolume{source, nullptr}, std::make_shared<CostLog>(), inbox);
    }
    void settle()
    {
        const auto idle = std::make_shared<std::latch>(engine.pool().threads());
        for (int worker = 0; worker < engine.pool().threads(); ++worker)
            engine.pool().post([idle](WorkerContext&) { idle->arrive_and_wait(); });
        idle->wait();
    }

    std::shared_ptr<test::FakeSource> source;
    std::shared_ptr<test::TileInbox> inbox = std::make_shared<test::TileInbox>();
    Engine engine;
    std::unique_ptr<Session> session;
};

} // namespace

class TestSessionLevels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aSmallPlaneIsCompleteFromTheStart()
    {
        Engine engine({.threads = 1});
        const Session session(engine, OpenedVolume{test::fakeSource({}), nullptr},
            std::make_shared<CostLog>(), std::make_shared<test::TileInbox>());
        QVERIFY(session.refinement().isComplete);
        QCOMPARE(session.refinement().share, 1.0);
    }

    void allOfThePlaneIsMadeOnce()
    {
        LargeFixture at;
        QCOMPARE(at.session->refinement().share, 0.0);
        auto wishes = at.session->wishesFor(fitted);
        wishes.resize(3);
        at.session->want(wishes);
        QTRY_COMPARE_WITH_TIMEOUT(at.inbox->count(), wishes.size(), patienceMs);
        const TilePtr tile = at.inbox->tile(wishes.front().key);
        QVERIFY(tile);
        QCOMPARE(tile->quality, TileQuality::Exact);
        QVERIFY(at.session->refinement().share > 0);
        at.session->lookAhead(fitted, Session::Motion::Resting); // the rest
        QTRY_VERIFY_WITH_TIMEOUT(at.session->refinement().isComplete, patienceMs);
        at.settle();
        QCOMPARE(at.source->bytesRead(), largeBytes);
        QCOMPARE(at.inbox->count(), wishes.size());
        at.session->want(at.session->wishesFor(fitted)); // of cells
        QTRY_COMPARE_WITH_TIMEOUT(at.session->state().pending, std::size_t{0}, patienceMs);
        QCOMPARE(at.source->bytesRead(), largeBytes);
    }

    void finerMeansAreThereAfterAFit()
    {
        // All of level 1 takes less than a quarter of it.
        LargeFixture at({.threads = 2, .cacheBudget = megabytes(330)});
        const auto fit = at.session->wishesFor(fitted);
        at.session->want(fit);
        QTRY_COMPARE_WITH_TIMEOUT(at.inbox->count(), fit.size(), patienceMs);
        QCOMPARE(at.source->bytesRead(), largeBytes);
        for (const int level : {2, 1}) {
            at.inbox->clear();
            const auto finer = at.session->wishesFor({{fitted.part.rect, level}, true, false});
            at.session->want(finer);
            QCOMPARE(at.inbox->count(), finer.size());
        }
        QCOMPARE(at.source->bytesRead(), largeBytes);
    }

    void coarserMeansAreThereAfterAFinerFit()
    {
        LargeFixture at;
        const auto fit = at.session->wishesFor({{fitted.part.rect, 2}, true, false});
        at.session->want(fit);
        QTRY_COMPARE_WITH_TIMEOUT(at.inbox->count(), fit.size(), patienceMs);
        QVERIFY(at.session->refinement().isComplete);
        at.inbox->clear();
        const auto coarser = at.session->wishesFor(fitted);
        at.session->want(coarser);
        QTRY_COMPARE_WITH_TIMEOUT(at.inbox->count(), coarser.size(), patienceMs);
        at.session->lookAhead(fitted, Session::Motion::Resting);
        at.settle();
        QCOMPARE(at.source->bytesRead(), largeBytes);
    }

    void nothingIsCompletedWhileTheViewMoves()
    {
        LargeFixture at;
        at.session->lookAhead(fitted, Session::Motion::Moving);
        at.settle();
        QCOMPARE(at.source->reads(), 0);
        at.session->lookAhead(fitted, Session::Motion::Resting);
        QTRY_VERIFY_WITH_TIMEOUT(at.session->refinement().isComplete, patienceMs);
    }

    void nothingLargeIsMadeWhileRefiningIsPaused()
    {
        LargeFixture at;
        at.session->setRefining(false);
        QVERIFY(at.session->refinement().isPaused);
        at.session->want(at.session->wishesFor(fitted));
        at.session->lookAhead(fitted, Session::Motion::Resting);
        at.settle();
        QTRY_COMPARE_WITH_TIMEOUT(at.session->state().pending, std::size_t{0}, patienceMs);
        QCOMPARE(at.source->reads(), 0);
        const auto small = at.session->wishesFor({{{0, 0, 200, 200}, 1}, true, false});
        at.session->want(small);
        QTRY_COMPARE_WITH_TIMEOUT(at.inbox->count(), small.size(), patienceMs);
    }

    void aPauseStopsWhatIsUnderWay()
    {
        LargeFixture at;
        at.source->block();
        at.session->want(at.session->wishesFor(fitted));
        QVERIFY(at.source->waitForBlocked(2));
        at.session->setRefining(false);
        at.settle();
        QTRY_COMPARE_WITH_TIMEOUT(at.session->state().pending, std::size_t{0}, patienceMs);
        QCOMPARE(at.source->bytesRead(), ByteCount{0});
        at.source->unblock();
        at.session->setRefining(true);
        QVERIFY(!at.session->refinement().isPaused);
        QVERIFY(at.inbox->waitFor(1));
    }

    void whatIsThereIsShownDuringAPause()
    {
        LargeFixture at;
        auto wishes = at.session->wishesFor(fitted);
        wishes.resize(1);
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(1));
        at.session->setRefining(false);
        at.inbox->clear();
        at.session->want(wishes);
        QCOMPARE(at.inbox->count(), std::size_t{1});
    }

    void whatIsMadeOfKeptCellsIsShownDuringAPause()
    {
        LargeFixture at({.threads = 2, .cacheBudget = {1}}); // no tile is kept
        auto wishes = at.session->wishesFor(fitted);
        const TileWish& made = wishes.front();
        at.session->want({made});
        QVERIFY(at.inbox->waitFor(1));
        at.session->setRefining(false);
        at.settle();
        at.inbox->clear();
        const ByteCount read = at.source->bytesRead();
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(1));
        QTRY_COMPARE_WITH_TIMEOUT(at.session->state().pending, std::size_t{0}, patienceMs);
        QCOMPARE(at.inbox->count(), std::size_t{1});
        QVERIFY(at.inbox->tile(made.key));
        QCOMPARE(at.source->bytesRead(), read);
        QCOMPARE(at.session->state().failed, std::size_t{0});
        at.session->setRefining(true);
        QVERIFY(at.inbox->waitFor(2));
    }

    // While the view waits for exact means, and for as long as there are none.
    void levelsOfTheFileStandInUntilTheExactTilesAreThere_data()
    {
        QTest::addColumn<qint64>("z");
        QTest::addColumn<qint64>("zOfLevel");
        QTest::addRow("the first slice") << qint64{0} << qint64{0};
        QTest::addRow("another slice") << qint64{2} << qint64{1};
    }
    void levelsOfTheFileStandInUntilTheExactTilesAreThere()
    {
        QFETCH(qint64, z);
        QFETCH(qint64, zOfLevel);
        const auto source = test::fakeSource(deep);
        const auto level = test::fakeSource(deepLevel);
        Engine engine({.threads = 2});
        const auto inbox = std::make_shared<test::TileInbox>();
        OpenedVolume volume{source, nullptr};
        volume.levels = {{level, {16, 16}, 2}};
        Session session(engine, std::move(volume), std::make_shared<CostLog>(), inbox);
        session.setPlane({z, 0});
        session.setRefining(false);
        const ViewWish view{{{0, 0, 9001, 9001}, 5}, true, false};
        const auto standIns =
            session.standInsFor(view, false, [](const TileKey&, TileQuality) { return false; });
        QCOMPARE(standIns.size(), std::size_t{4});
        session.want(standIns);
        QTRY_COMPARE_WITH_TIMEOUT(inbox->count(), standIns.size(), patienceMs);
        const TilePtr tile = inbox->tile(standIns.front().key);
        QVERIFY(tile);
        QCOMPARE(tile->quality, TileQuality::FileLevel);
        QCOMPARE(tile->key.level, 5);
        QCOMPARE(source->reads(), 0);
        QCOMPARE(level->regions().front().plane.z, zOfLevel);
    }

    void aSmallPlaneNeedsNoLevelOfTheFile()
    {
        OpenedVolume volume{test::fakeSource({}), nullptr};
        volume.levels = {{test::fakeSource({.rows = 50, .columns = 50}), {2, 2}}};
        Engine engine({.threads = 1});
        const Session session(engine, std::move(volume), std::make_shared<CostLog>(),
            std::make_shared<test::TileInbox>());
        const auto wishes = session.wishesFor({{{0, 0, 100, 100}, 0}, true, false});
        QVERIFY(wishes.front().subject->fileLevels.empty());
    }

    void mayBeClosedWhileEverythingIsBusy()
    {
        LargeFixture at;
        at.source->block();
        at.session->want(at.session->wishesFor(fitted));
        QVERIFY(at.source->waitForBlocked(2));
        at.session.reset();
        at.settle();
        QCOMPARE(at.source->inside(), 0);
        QCOMPARE(at.inbox->count(), std::size_t{0});
        QCOMPARE(at.engine.cells()->held(), ByteCount{0});
    }

    void cellsGoWithTheirSession()
    {
        LargeFixture at;
        const auto other = at.opened();
        auto wishes = at.session->wishesFor(fitted);
        auto others = other->wishesFor(fitted);
        wishes.resize(1);
        others.resize(1);
        at.session->want(wishes);
        other->want(others);
        QVERIFY(at.inbox->waitFor(2));
        at.settle();
        const ByteCount both = at.engine.cells()->held();
        QVERIFY(both > ByteCount{0});
        at.inbox->clear();
        wishes.clear();
        at.session.reset();
        at.settle();
        QCOMPARE(at.engine.cells()->held(), ByteCount{both.value / 2});
        QVERIFY(other->refinement().share > 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionLevels)
#include "tst_session_levels.moc"
