// SPDX-License-Identifier: MIT
#include "core/session/session.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <latch>
#include <memory>
#include <optional>
#include <vector>

using namespace tessera;

namespace {

constexpr int patienceMs = 30'000;
constexpr test::FakeSpec volume{.rows = 300, .columns = 520, .zCount = 4, .tCount = 2};
constexpr ViewWish everything{{{0, 0, 300, 520}, 0}};

struct SessionFixture {
    explicit SessionFixture(const test::FakeSpec& spec = volume,
        std::optional<test::FakeSpec> imageSpec = {}, int threads = 2)
        : source(test::fakeSource(spec))
        , image(imageSpec ? test::fakeSource(*imageSpec) : nullptr)
        , engine({.threads = threads, .cacheBudget = megabytes(50), .trace = nullptr})
        , session(std::make_unique<Session>(
              engine, OpenedVolume{source, image}, std::make_shared<CostLog>(), inbox))
    {
    }
    SessionFixture(const SessionFixture&) = delete;
    SessionFixture& operator=(const SessionFixture&) = delete;
    ~SessionFixture() { source->unblock(); }

    void settle()
    {
        const auto idle = std::make_shared<std::latch>(engine.pool().threads());
        for (int worker = 0; worker < engine.pool().threads(); ++worker)
            engine.pool().post([idle](WorkerContext&) { idle->arrive_and_wait(); });
        idle->wait();
    }

    std::shared_ptr<test::FakeSource> source;
    std::shared_ptr<test::FakeSource> image;
    std::shared_ptr<test::TileInbox> inbox = std::make_shared<test::TileInbox>();
    Engine engine;
    std::unique_ptr<Session> session;
};

} // namespace

class TestSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void readingTellsWhatIsShown()
    {
        SessionFixture at;
        at.session->setPlane({2, 1});
        QCOMPARE(at.session->reading(),
            (Reading{"/fake", parseAxes("tzyxc").value(), PlaneAxes::XY, {}, {2, 1}}));
    }

    void looksAheadTheWayItWent_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("second");
        QTest::addRow("up") << qint64{1} << qint64{3} << qint64{1};
        QTest::addRow("down") << qint64{3} << qint64{1} << qint64{3};
    }
    void looksAheadTheWayItWent()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, first);
        QFETCH(qint64, second);
        SessionFixture at;
        at.session->setPlane({from, 1});
        at.session->setPlane({2, 1});
        at.session->lookAhead(everything, Session::Motion::Moving);
        const auto seen = [&at](std::int64_t z) {
            return std::ranges::any_of(at.source->regions(),
                [z](const SourceRegion& region) { return region.plane == PlanePosition{z, 1}; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen(second), patienceMs);
        QCOMPARE(at.source->regions().front().plane, (PlanePosition{first, 1}));
        QCOMPARE(at.inbox->count(), 0U);
    }

    void whatWasForeseenComesAtOnce()
    {
        SessionFixture at;
        at.session->lookAhead(everything, Session::Motion::Moving);
        at.session->setPlane({1, 0});
        const auto wishes = at.session->wishesFor(everything);
        const auto isThere = [&at](const TileWish& wish) {
            return at.engine.cache().contains(wish.key, wish.quality);
        };
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(wishes, isThere), patienceMs);
        at.settle();
        const std::int64_t reads = at.source->reads();
        at.session->want(wishes);
        QCOMPARE(at.inbox->count(), wishes.size());
        QCOMPARE(at.source->reads(), reads);
    }

    void planeIsClampedToTheVolume_data()
    {
        QTest::addColumn<qint64>("z");
        QTest::addColumn<qint64>("t");
        QTest::addColumn<qint64>("clampedZ");
        QTest::addColumn<qint64>("clampedT");
        QTest::addRow("inside") << qint64{3} << qint64{1} << qint64{3} << qint64{1};
        QTest::addRow("beyond") << qint64{4} << qint64{2} << qint64{3} << qint64{1};
        QTest::addRow("below") << qint64{-1} << qint64{-7} << qint64{0} << qint64{0};
    }
    void planeIsClampedToTheVolume()
    {
        QFETCH(qint64, z);
        QFETCH(qint64, t);
        QFETCH(qint64, clampedZ);
        QFETCH(qint64, clampedT);
        SessionFixture at;
        at.session->setPlane({z, t});
        QCOMPARE(at.session->reading().plane, (PlanePosition{clampedZ, clampedT}));
    }

    void deliversWhatTheViewShows()
    {
        SessionFixture at;
        at.session->setPlane({1, 1});
        const auto wishes = at.session->wishesFor(everything);
        QCOMPARE(wishes.size(), std::size_t{2 * 3});
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(6));
        for (const TileWish& one : wishes)
            QVERIFY(test::contentsOf(*at.inbox->tile(one.key))
                == test::expectedContents(*at.source, *one.subject, one.key, TileQuality::Exact));
    }

    void keysBelongToThePlane()
    {
        SessionFixture at;
        const TileKey first = at.session->classKey(1, {0, 1});
        at.session->setPlane({1, 0});
        const TileKey second = at.session->classKey(1, {0, 1});
        at.session->setPlane({0, 0});
        QVERIFY(first.subject != second.subject);
        QCOMPARE(at.session->classKey(1, {0, 1}), first);
    }

    void aPlaneSeenBeforeIsNotReadAgain()
    {
        SessionFixture at;
        at.session->want(at.session->wishesFor(everything));
        QVERIFY(at.inbox->waitFor(6));
        at.session->setPlane({1, 0});
        at.session->want(at.session->wishesFor(everything));
        QVERIFY(at.inbox->waitFor(12));
        at.settle();
        const std::int64_t reads = at.source->reads();
        at.session->setPlane({0, 0});
        at.session->want(at.session->wishesFor(everything));
        QCOMPARE(at.inbox->count(), std::size_t{18});
        QCOMPARE(at.source->reads(), reads);
    }

    void exactnessOfALargePartWaitsForRefining_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<TileQuality>("paused");
        QTest::addRow("the pixels themselves") << 0 << TileQuality::Exact;
        QTest::addRow("too many for means") << 1 << TileQuality::Sampled;
    }
    void exactnessOfALargePartWaitsForRefining()
    {
        QFETCH(int, level);
        QFETCH(TileQuality, paused);
        SessionFixture at({.rows = 10'000, .columns = 10'000});
        const VisiblePart all{{0, 0, 10'000, 10'000}, level};
        QCOMPARE(at.session->qualityFor(all), TileQuality::Exact);
        at.session->setRefining(false);
        QCOMPARE(at.session->qualityFor(all), paused);
        QCOMPARE(at.session->qualityFor({{0, 0, 100, 100}, level}), TileQuality::Exact);
    }

    void bothLayersAreWantedTogether()
    {
        SessionFixture at(volume, volume);
        const auto wishes = at.session->wishesFor(everything);
        QCOMPARE(wishes.size(), std::size_t{12});
        QCOMPARE(wishes[0].subject->kind, TileKind::Classes);
        QCOMPARE(wishes[1].subject->kind, TileKind::Image);
        QCOMPARE(wishes[0].key.row, wishes[1].key.row);
        QCOMPARE(wishes[0].key.column, wishes[1].key.column);
        QCOMPARE(wishes[1].key, at.session->imageKey(0, {wishes[1].key.row, wishes[1].key.column}));
    }

    void aLayerThatIsNotShownIsNotWanted_data()
    {
        QTest::addColumn<bool>("classes");
        QTest::addColumn<bool>("image");
        QTest::addColumn<int>("tiles");
        QTest::addRow("classes only") << true << false << 6;
        QTest::addRow("image only") << false << true << 6;
        QTest::addRow("nothing") << false << false << 0;
    }
    void aLayerThatIsNotShownIsNotWanted()
    {
        QFETCH(bool, classes);
        QFETCH(bool, image);
        QFETCH(int, tiles);
        SessionFixture at(volume, volume);
        const auto wishes = at.session->wishesFor({everything.part, classes, image});
        QCOMPARE(static_cast<int>(wishes.size()), tiles);
    }

    void withoutAnImageThereIsNoImageKey()
    {
        SessionFixture at;
        QCOMPARE(at.session->imageKey(0, {0, 0}).subject, std::uint64_t{0});
        QVERIFY(at.session->imageInfo() == nullptr);
        QCOMPARE(at.session->wishesFor(everything).size(), std::size_t{6});
    }

    void oneImageUnderAllSlicesIsReadOnce()
    {
        SessionFixture at(volume, test::FakeSpec{.rows = 300, .columns = 520, .classes = 1});
        const ViewWish onlyImage{everything.part, false, true};
        at.session->want(at.session->wishesFor(onlyImage));
        QVERIFY(at.inbox->waitFor(6));
        at.settle();
        const std::int64_t reads = at.image->reads();
        at.session->setPlane({3, 1});
        at.session->want(at.session->wishesFor(onlyImage));
        QVERIFY(at.inbox->waitFor(12));
        QCOMPARE(at.image->reads(), reads);
    }

    void anImageWithSlicesFollowsThePlane()
    {
        SessionFixture at(volume, volume);
        at.session->setPlane({3, 1});
        const auto wishes = at.session->wishesFor({everything.part, false, true});
        QCOMPARE(wishes.front().subject->plane, (PlanePosition{3, 1}));
    }

    void failedTilesAreTriedAgainOnDemand()
    {
        SessionFixture at;
        at.source->failRows(0, 300, ErrorCode::OutOfMemory);
        const auto wishes = at.session->wishesFor(everything);
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(6));
        QCOMPARE(at.session->state().failed, std::size_t{6});
        at.source->failRows(0, 0);
        at.session->retryFailed();
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(12));
        QCOMPARE(at.inbox->failures(), std::size_t{6});
    }

    void damagedTilesAreReadAgainOnDemand()
    {
        SessionFixture at;
        at.source->failRows(0, 300);
        const auto wishes = at.session->wishesFor(everything);
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(6));
        QCOMPARE(at.session->state().damaged, std::size_t{6});
        at.source->failRows(0, 0);
        at.session->retryFailed();
        at.session->want(wishes);
        QVERIFY(at.inbox->waitFor(12));
        QCOMPARE(at.session->state().damaged, std::size_t{0});
        QCOMPARE(at.inbox->failures(), std::size_t{0});
    }

    void itsEndEmptiesTheCache()
    {
        SessionFixture at;
        at.session->want(at.session->wishesFor(everything));
        QVERIFY(at.inbox->waitFor(6));
        QVERIFY(at.engine.cache().held().value > 0);
        at.session.reset();
        QCOMPARE(at.engine.cache().held().value, std::uint64_t{0});
    }

    void planesLongForgottenLeaveTheCache()
    {
        SessionFixture at({.rows = 8, .columns = 8, .zCount = 5000}, {}, 1);
        for (std::int64_t z = 0; z < 5000; ++z) {
            at.session->setPlane({z, 0});
            at.session->want(at.session->wishesFor({{{0, 0, 8, 8}, 0}}));
            QVERIFY(at.inbox->waitFor(static_cast<std::size_t>(z) + 1));
        }
        at.session.reset();
        QCOMPARE(at.engine.cache().held().value, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
