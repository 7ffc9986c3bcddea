// SPDX-License-Identifier: MIT
#include "ui/view/view_content.h"

#include "core/palette/presets.h"
#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

// Two by two tiles of 256 at level 0.
constexpr test::FakeSpec volume{.rows = 300, .columns = 500, .zCount = 3};
constexpr test::FakeSpec large{
    .rows = 4000, .columns = 4000, .classes = 2, .chunkRows = 256, .chunkColumns = 256};
constexpr test::FakeSpec levelled{
    .rows = 6000, .columns = 6000, .classes = 2, .chunkRows = 256, .chunkColumns = 256};
constexpr VisiblePart allOfLarge{{0, 0, 4000, 4000}, 4};
constexpr VisiblePart firstTile{{10, 10, 100, 100}, 0};
constexpr VisiblePart firstRow{{10, 10, 100, 400}, 0};
constexpr VisiblePart everything{{0, 0, 300, 500}, 0};

struct ContentFixture : test::ViewFixture {
    explicit ContentFixture(
        const test::FakeSpec& spec = volume, const std::optional<test::FakeSpec>& imageSpec = {})
        : ViewFixture(spec, imageSpec)
    {
        collect();
    }
    explicit ContentFixture(OpenedVolume opened)
        : ViewFixture(std::move(opened))
    {
        collect();
    }

    void collect()
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &bridge,
            [this](const PictureBatch& batch) { batches.push_back(batch), content->take(batch); });
    }

    std::vector<PictureBatch> batches;
};

} // namespace

class TestViewContent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void settlesWhenEveryVisibleTileIsThere()
    {
        ContentFixture view;
        view.content->show(everything, true, true);
        QVERIFY(!view.content->isSettled());
        QCOMPARE(view.content->visibleTiles(), 4U);
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.content->readyTiles(), 4U);
        QVERIFY(view.content->isExact());
    }

    void whatOnlyPassesByIsNotRead()
    {
        ContentFixture view;
        constexpr VisiblePart coarse{{0, 0, 300, 500}, 1};
        view.content->show(coarse, true, true);
        QTRY_VERIFY(view.content->isSettled());
        view.content->show(everything, true, true, ViewContent::Stay::Passing);
        QCOMPARE(view.session->state().pending, std::size_t{0});
        QVERIFY(!view.content->isSettled());
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
    }

    void whatPassesByIsReadWhereNothingIsSeen()
    {
        ContentFixture view;
        view.content->show(everything, true, true, ViewContent::Stay::Passing);
        QTRY_VERIFY(view.content->isSettled());
    }

    // No exact tile can be made while the first row cannot be read; samples lie elsewhere.
    void samplesStandInForWhatTakesLong()
    {
        ContentFixture view(large);
        view.source->blockRows(0, 1);
        view.content->show(allOfLarge, true, true);
        QVERIFY(!view.content->isFirstPicture());
        QTRY_VERIFY(view.content->isFirstPicture());
        QVERIFY(!view.content->isSettled());
        QVERIFY(!view.content->isExact());
        QVERIFY(view.content->sampledShare().value_or(0) > 0);
        QVERIFY(view.content->sampledShare().value_or(1) < 1);
        view.source->unblock();
        QTRY_VERIFY_WITH_TIMEOUT(view.content->isSettled(), 60'000);
        QVERIFY(view.content->isExact());
        QVERIFY(!view.content->sampledShare());
    }

    // Tiles of both qualities have the same keys.
    void aLevelOfTheFileIsFollowedByTheExactTiles()
    {
        const auto source = std::make_shared<test::FakeSource>(levelled);
        const auto level = std::make_shared<test::FakeSource>(
            test::FakeSpec{.rows = 375, .columns = 375, .classes = 2});
        OpenedVolume opened{source, nullptr};
        opened.levels = {{level, {16, 16}}};
        ContentFixture view(std::move(opened));
        source->block();
        view.content->show({{0, 0, 6000, 6000}, 4}, true, true);
        QTRY_VERIFY(view.content->isFirstPicture());
        QCOMPARE(view.content->fileLevel().value_or(LevelScale{}), (LevelScale{16, 16}));
        QVERIFY(!view.content->sampledShare());
        QVERIFY(!view.content->isExact());
        QCOMPARE(view.content->readyTiles(), 0U);
        QTRY_COMPARE(view.session->state().pending, std::size_t{4});
        source->unblock();
        QTRY_VERIFY_WITH_TIMEOUT(view.content->isSettled(), 60'000);
        QVERIFY(view.content->isExact());
        QVERIFY(!view.content->fileLevel());
    }

    void asksOnlyForWhatIsMissing()
    {
        ContentFixture view;
        view.content->show(firstTile, true, true);
        QTRY_VERIFY(view.content->isSettled());
        view.content->show(firstTile, true, true);
        QCOMPARE(view.session->state().wished, 0U);
        view.content->show(firstRow, true, true);
        QCOMPARE(view.session->state().wished, 1U);
    }

    void layerThatIsNotShownIsNotRead()
    {
        ContentFixture view(
            volume, test::FakeSpec{.rows = 300, .columns = 500, .type = ElementType::UInt8});
        view.content->show(everything, true, false);
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.image->reads(), 0);
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        QVERIFY(view.image->reads() > 0);
    }

    void otherLookRepaintsWithoutAReadInOneBatch()
    {
        // Without neighbours, which are read ahead of time.
        ContentFixture view({.rows = 300, .columns = 500});
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        const auto reads = view.source->reads();
        view.batches.clear();
        view.setLook(withPreset(view.look, *findPreset("okabe-ito")));
        QVERIFY(!view.content->isSettled());
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.source->reads(), reads);
        QCOMPARE(view.batches.size(), 1U);
        QVERIFY(view.batches.front().isRepaint);
        QCOMPARE(view.batches.front().outcomes.size(), 4U);
    }

    void lastOfManyLooksIsShown()
    {
        ContentFixture view;
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        for (const Preset& preset : presets())
            view.setLook(withPreset(view.look, preset));
        QTRY_VERIFY(view.content->isSettled());
        const auto* entry = view.content->store().find(view.session->classKey(0, {0, 0}));
        const QImage expected = test::renderedPlane(view.engine, {view.source, nullptr}, view.look);
        QCOMPARE(entry->image.convertToFormat(QImage::Format_RGB32),
            expected.copy(0, 0, entry->image.width(), entry->image.height()));
    }

    void hiddenTileIsRepaintedWhenItIsShownAgain()
    {
        ContentFixture view;
        view.content->show(firstRow, true, true);
        QTRY_VERIFY(view.content->isSettled());
        view.content->show(firstTile, true, true);
        view.setLook(withPreset(view.look, *findPreset("okabe-ito")));
        QTRY_VERIFY(view.content->isSettled());
        view.content->show(firstRow, true, true);
        QVERIFY(!view.content->isSettled());
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.session->state().wished, 0U);
    }

    void formerPlaneStandsInForTheNextOne()
    {
        ContentFixture view;
        view.content->show(firstTile, true, true);
        QTRY_VERIFY(view.content->isSettled());
        const std::uint64_t former = view.session->classKey(0, {}).subject;
        view.source->block();
        view.content->setPlane({1, 0});
        const auto subjects = view.content->subjects(ViewContent::Layer::Classes);
        QCOMPARE(subjects.size(), 2U);
        QCOMPARE(subjects.front(), view.session->classKey(0, {}).subject);
        QCOMPARE(subjects.back(), former);
        QVERIFY(!view.content->isSettled());
        view.source->unblock();
        QTRY_VERIFY(view.content->isSettled());
    }

    void planeSeenBeforeNeedsNoRead()
    {
        ContentFixture view;
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        view.content->setPlane({1, 0});
        QTRY_VERIFY(view.content->isSettled());
        // Of this plane: neighbours are read ahead of time.
        const auto readsOfFirst = [&view] {
            return std::ranges::count(
                view.source->regions(), PlanePosition{}, &SourceRegion::plane);
        };
        const auto reads = readsOfFirst();
        view.content->setPlane({});
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(readsOfFirst(), reads);
    }

    void planeOutsideIsTheNearest()
    {
        ContentFixture view;
        view.content->setPlane({99, 99});
        QCOMPARE(view.session->reading().plane, (PlanePosition{2, 0}));
    }

    void failureIsKeptAndNotAskedForAgain()
    {
        ContentFixture view;
        view.source->failRows(280, 300, ErrorCode::OutOfMemory);
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.content->failures().size(), 2U);
        QVERIFY(view.content->failureAt(view.session->classKey(0, {1, 0})) != nullptr);
        QVERIFY(view.content->failureAt(view.session->classKey(0, {0, 0})) == nullptr);
        view.content->show(everything, true, true);
        QCOMPARE(view.session->state().wished, 0U);
    }

    void failureIsRetriedOnDemand()
    {
        ContentFixture view;
        view.source->failRows(280, 300, ErrorCode::OutOfMemory);
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        view.source->failRows(0, 0);
        view.content->retryFailed();
        QVERIFY(!view.content->isSettled());
        QTRY_VERIFY(view.content->isSettled());
        QVERIFY(view.content->failures().empty());
    }

    void damageIsCountedAndReadAgainOnDemand()
    {
        ContentFixture view;
        view.source->failRows(280, 300);
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        QVERIFY(view.content->failures().empty());
        QCOMPARE(view.content->damage().tiles, std::size_t{2});
        QCOMPARE(view.content->damage().reason, std::string("These rows of fake cannot be read."));
        view.content->show(everything, true, true);
        QCOMPARE(view.session->state().wished, 0U);

        view.source->failRows(0, 0);
        view.content->retryFailed();
        QVERIFY(!view.content->isSettled());
        QCOMPARE(view.session->state().wished, 2U); // and no others
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.content->damage().tiles, std::size_t{0});
    }

    void picturesOfAnotherVolumeAreNotTaken()
    {
        ContentFixture former;
        former.content->show(firstTile, true, true);
        QTRY_VERIFY(former.content->isSettled());
        ContentFixture now;
        now.content->take(former.batches.front());
        QCOMPARE(now.content->store().held(), ByteCount{});
    }

    void failuresOfAnotherVolumeAreNotTaken()
    {
        ContentFixture now;
        now.content->show(firstTile, true, true);
        now.content->take({1, false,
            {{{12345, 0, 0, 0}, fail(ErrorCode::Unreadable, "A volume that is closed.")}}});
        QVERIFY(now.content->failures().empty());
    }

    void tileUnderAPixelIsTheOneShown()
    {
        ContentFixture view;
        view.content->show({{0, 0, 300, 500}, 1}, true, true);
        QTRY_VERIFY(view.content->isSettled());
        QCOMPARE(view.content->tileAt(299, 499)->key.level, 1);
        QVERIFY(view.content->tileAt(100'000, 0) == nullptr);
    }

    void everyPixelInViewIsCountedForItsClass()
    {
        ContentFixture view({.rows = 300, .columns = 500, .type = ElementType::UInt8});
        view.content->show(everything, true, true);
        QTRY_VERIFY(view.content->isSettled());
        const auto pixels = view.content->classPixels();
        QCOMPARE(pixels.size(), 3U);
        const auto none = [&] { // every class is zero there
            std::uint64_t count = 0;
            for (std::int64_t row = 0; row < 300; ++row)
                for (std::int64_t column = 0; column < 500; ++column)
                    count += view.source->valueAt({}, row, column, 0) == 0
                        && view.source->valueAt({}, row, column, 1) == 0
                        && view.source->valueAt({}, row, column, 2) == 0;
            return count;
        };
        QCOMPARE(std::accumulate(pixels.begin(), pixels.end(), none()), 300U * 500U);
    }
};

QTEST_GUILESS_MAIN(TestViewContent)
#include "tst_view_content.moc"
