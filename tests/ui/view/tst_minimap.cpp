// SPDX-License-Identifier: MIT
#include "ui/view/minimap.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"
#include "ui/view/tile_view.h"

#include <QTest>

using namespace tessera;

namespace {

struct MapFixture : test::ViewFixture {
    explicit MapFixture(std::int64_t rows = 1000, std::int64_t columns = 2000)
        : ViewFixture(test::FakeSpec{
              .rows = rows, .columns = columns, .classes = 1, .type = ElementType::UInt8})
        , map(view.minimap())
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.setStyle(&still);
        view.resize(600, 400);
        view.setContent(content.get());
        map.setWanted(true);
        view.show();
    }
    ~MapFixture() { view.setContent(nullptr); }
    MapFixture(const MapFixture&) = delete;
    MapFixture& operator=(const MapFixture&) = delete;

    QPoint centre() const
    {
        const ViewState state = view.transform().state();
        return QPointF(state.centreX, state.centreY).toPoint();
    }

    test::AnimationStyle still{0};
    TileView view;
    Minimap& map;
};

} // namespace

class TestMinimap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isThereWhileAPartIsInView()
    {
        MapFixture shown;
        QVERIFY(!shown.map.isVisible());
        shown.view.setViewState({1000, 500, 1});
        QVERIFY(shown.map.isVisible());
        shown.map.setWanted(false);
        QVERIFY(!shown.map.isVisible());
        shown.map.setWanted(true);
        QVERIFY(shown.map.isVisible());
        shown.view.fit();
        QVERIFY(!shown.map.isVisible());
    }

    void hasTheShapeOfThePlane_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        QTest::addColumn<QSize>("size");
        QTest::addRow("upright") << ViewOrientation{} << QSize(202, 102);
        QTest::addRow("turned") << ViewOrientation{1, false} << QSize(77, 152);
    }
    void hasTheShapeOfThePlane()
    {
        QFETCH(ViewOrientation, orientation);
        QFETCH(QSize, size);
        MapFixture shown;
        shown.view.setViewState({1000, 500, 2});
        shown.view.setOrientation(orientation);
        QCOMPARE(shown.map.size(), size);
    }

    void thinPlaneCanStillBeClicked()
    {
        MapFixture shown(30, 30'000);
        shown.view.setViewState({15'000, 15, 1});
        QCOMPARE(shown.map.size(), QSize(202, 18));
    }

    void frameIsWhereOneLooks()
    {
        MapFixture shown;
        shown.view.setViewState({500, 250, 1});
        // 600 × 400 of 2000 × 1000 pixels, a tenth on the map.
        QCOMPARE(shown.map.frame(), QRectF(1 + 20, 1 + 5, 60, 40));
    }

    void clickComesToTheMiddle()
    {
        MapFixture shown;
        shown.view.setViewState({500, 250, 1});
        QTest::mouseClick(&shown.map, Qt::LeftButton, {}, {151, 51});
        QCOMPARE(shown.centre(), QPoint(1500, 500));
    }

    void dragTakesTheFrameAlong()
    {
        MapFixture shown;
        shown.view.setViewState({500, 400, 1});
        QTest::mousePress(&shown.map, Qt::LeftButton, {}, {41, 31});
        QCOMPARE(shown.centre(), QPoint(500, 400));
        QTest::mouseMove(&shown.map, {61, 41});
        QCOMPARE(shown.centre(), QPoint(700, 500));
        QTest::mouseRelease(&shown.map, Qt::LeftButton, {}, {61, 41});
        QTest::mouseMove(&shown.map, {91, 41});
        QCOMPARE(shown.centre(), QPoint(700, 500));
    }

    void showsThePlaneWithoutHavingSeenIt()
    {
        MapFixture shown;
        shown.view.setViewState({500, 250, 4});
        const QRect elsewhere(120, 60, 60, 30);
        const auto there = [&] { return shown.map.grab(elsewhere).toImage(); };
        const QImage before = there();
        QTRY_VERIFY(there() != before);
    }
};

QTEST_MAIN(TestMinimap)
#include "tst_minimap.moc"
