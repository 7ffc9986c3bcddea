// SPDX-License-Identifier: MIT
#include "ui/view/view_transform.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace tessera;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

ViewTransform transformFor(QSizeF viewport, PlaneShape plane)
{
    ViewTransform transform;
    transform.setViewport(viewport);
    transform.setPlane(plane);
    return transform;
}

bool isNear(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y()) < 1e-6;
}

} // namespace

class TestViewTransform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void fitLeavesAirAroundThePlane_data()
    {
        QTest::addColumn<QSizeF>("viewport");
        QTest::addColumn<QSize>("plane"); // columns × rows
        QTest::addColumn<QRectF>("onScreen");
        QTest::addRow("wide plane")
            << QSizeF(424, 324) << QSize(1600, 400) << QRectF(12, 112, 400, 100);
        QTest::addRow("high plane")
            << QSizeF(424, 324) << QSize(400, 1200) << QRectF(162, 12, 100, 300);
        QTest::addRow("30 pixels high")
            << QSizeF(1024, 400) << QSize(2000, 30) << QRectF(12, 192.5, 1000, 15);
        QTest::addRow("30 pixels wide")
            << QSizeF(400, 1024) << QSize(30, 2000) << QRectF(192.5, 12, 15, 1000);
        QTest::addRow("small plane, magnified")
            << QSizeF(424, 324) << QSize(4, 3) << QRectF(84, 66, 256, 192);
    }
    void fitLeavesAirAroundThePlane()
    {
        QFETCH(QSizeF, viewport);
        QFETCH(QSize, plane);
        QFETCH(QRectF, onScreen);
        const auto transform = transformFor(viewport, {plane.height(), plane.width()});
        QCOMPARE(transform.planeOnScreen(), onScreen);
        QVERIFY(transform.isFitted());
    }

    void planeAndScreenAreInverse()
    {
        auto transform = transformFor({400, 300}, {1000, 1000});
        transform.setState({310.25, 420.5, 3.7});
        QVERIFY(isNear(transform.toPlane(transform.toScreen(QPointF(300.5, 411))), {300.5, 411}));
    }

    void zoomKeepsThePointUnderTheCursor_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addRow("in") << 1.5;
        QTest::addRow("far in") << 8.0;
        QTest::addRow("out") << 0.7;
    }
    void zoomKeepsThePointUnderTheCursor()
    {
        QFETCH(double, factor);
        auto transform = transformFor({400, 300}, {4000, 4000});
        transform.setState({2000, 2000, 2});
        const QPointF cursor(317, 41);
        const QPointF under = transform.toPlane(cursor);
        transform.zoomAt(cursor, factor);
        QVERIFY(isNear(transform.toPlane(cursor), under));
        QCOMPARE(transform.scale(), 2 * factor);
    }

    void zoomEndsAtTheLimits_data()
    {
        QTest::addColumn<QSize>("plane");
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("scale");
        QTest::addRow("in: 64 times") << QSize(800, 600) << 1e9 << 64.0;
        QTest::addRow("out: the whole plane") << QSize(800, 600) << 1e-9 << 0.5;
        QTest::addRow("out, small plane: 1:1") << QSize(100, 100) << 1e-9 << 1.0;
    }
    void zoomEndsAtTheLimits()
    {
        QFETCH(QSize, plane);
        QFETCH(double, factor);
        QFETCH(double, scale);
        auto transform = transformFor({424, 324}, {plane.height(), plane.width()});
        transform.zoomAt({100, 100}, factor);
        QCOMPARE(transform.scale(), scale);
    }

    void wholePlaneReachedByZoomingIsInTheMiddle()
    {
        auto transform = transformFor({424, 324}, {600, 800});
        transform.setState({700, 500, 8});
        transform.zoomAt({3, 3}, 1e-9);
        QCOMPARE(transform.planeOnScreen(), QRectF(12, 12, 400, 300));
    }

    void panMovesThePicture()
    {
        auto transform = transformFor({400, 300}, {1000, 1000});
        transform.setState({500, 500, 2});
        transform.panBy({40, -20});
        QCOMPARE(transform.state(), (ViewState{480, 510, 2}));
        QVERIFY(!transform.isFitted());
    }

    void panStopsWhereThePlaneEnds_data()
    {
        QTest::addColumn<QPointF>("delta");
        QTest::addColumn<QPointF>("corner"); // of the plane, on screen
        QTest::addRow("right and down") << QPointF(1e6, 1e6) << QPointF(12, 12);
        QTest::addRow("left and up") << QPointF(-1e6, -1e6) << QPointF(-1612, -1712);
    }
    void panStopsWhereThePlaneEnds()
    {
        QFETCH(QPointF, delta);
        QFETCH(QPointF, corner);
        auto transform = transformFor({400, 300}, {1000, 1000});
        transform.setState({500, 500, 2});
        transform.panBy(delta);
        QCOMPARE(transform.planeOnScreen().topLeft(), corner);
    }

    void planeThatFitsStaysInTheMiddle()
    {
        auto transform = transformFor({400, 300}, {100, 2000});
        transform.setState({1000, 50, 1});
        transform.panBy({10, 77});
        QCOMPARE(transform.state(), (ViewState{990, 50, 1}));
    }

    void resizeKeepsAFittedPlaneFitted()
    {
        auto transform = transformFor({424, 324}, {600, 800});
        transform.setViewport({824, 1000});
        QVERIFY(transform.isFitted());
        QCOMPARE(transform.scale(), 1.0);
    }

    void resizeKeepsTheMiddleAndTheScale()
    {
        auto transform = transformFor({400, 300}, {4000, 4000});
        transform.setState({2000, 1500, 3});
        transform.setViewport({900, 200});
        QCOMPARE(transform.state(), (ViewState{2000, 1500, 3}));
    }

    void actualPixelsAreOnePixelEach()
    {
        auto transform = transformFor({400, 300}, {1000, 1000});
        transform.setScaleAt({200, 150}, 1);
        QCOMPARE(transform.scale(), 1.0);
        QCOMPARE(transform.planeOnScreen().size(), QSizeF(1000, 1000));
    }

    void visibleRectIsClippedToThePlane_data()
    {
        QTest::addColumn<QPointF>("centre");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QRect>("visible"); // column, row, columns, rows
        QTest::addRow("inside") << QPointF(500, 500) << 2.0 << QRect(400, 425, 200, 150);
        QTest::addRow("broken pixels count")
            << QPointF(500.25, 500.5) << 2.0 << QRect(400, 425, 201, 151);
        QTest::addRow("first corner") << QPointF(-1e9, -1e9) << 2.0 << QRect(0, 0, 194, 144);
        QTest::addRow("last corner") << QPointF(1e9, 1e9) << 2.0 << QRect(806, 856, 194, 144);
        QTest::addRow("all") << QPointF(500, 500) << 1e-3 << QRect(0, 0, 1000, 1000);
    }
    void visibleRectIsClippedToThePlane()
    {
        QFETCH(QPointF, centre);
        QFETCH(double, scale);
        QFETCH(QRect, visible);
        auto transform = transformFor({400, 300}, {1000, 1000});
        transform.setState({centre.x(), centre.y(), scale});
        QCOMPARE(transform.visibleRect(),
            (PixelRect{visible.y(), visible.x(), visible.height(), visible.width()}));
    }

    void stateThatMakesNoSenseFits_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("scale");
        QTest::addRow("x is not a number") << notANumber << 1.0 << 1.0;
        QTest::addRow("y is infinite") << 1.0 << infinity << 1.0;
        QTest::addRow("scale is not a number") << 1.0 << 1.0 << notANumber;
        QTest::addRow("scale is zero") << 1.0 << 1.0 << 0.0;
        QTest::addRow("scale is negative") << 1.0 << 1.0 << -2.0;
    }
    void stateThatMakesNoSenseFits()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, scale);
        auto transform = transformFor({424, 324}, {600, 800});
        transform.setState({x, y, scale});
        QVERIFY(transform.isFitted());
        QCOMPARE(transform.planeOnScreen(), QRectF(12, 12, 400, 300));
    }

    void emptyViewportAndPlaneAreHarmless_data()
    {
        QTest::addColumn<QSizeF>("viewport");
        QTest::addColumn<QSize>("plane");
        QTest::addRow("no viewport") << QSizeF(0, 0) << QSize(100, 100);
        QTest::addRow("less than the air") << QSizeF(10, 10) << QSize(1000, 1000);
        QTest::addRow("no plane") << QSizeF(400, 300) << QSize(0, 0);
    }
    void emptyViewportAndPlaneAreHarmless()
    {
        QFETCH(QSizeF, viewport);
        QFETCH(QSize, plane);
        auto transform = transformFor(viewport, {plane.height(), plane.width()});
        transform.zoomAt({5, 5}, 2);
        transform.panBy({3, 3});
        transform.fit();
        QVERIFY(std::isfinite(transform.state().centreX));
        QVERIFY(transform.scale() > 0);
        QVERIFY(transform.visibleRect().rows <= plane.height());
    }

    void pixelsThatAreNotSquareAreStretched_data()
    {
        QTest::addColumn<QSizeF>("pixel");
        QTest::addColumn<QRectF>("onScreen");
        QTest::addRow("high") << QSizeF(0.5, 2) << QRectF(174.5, 12, 75, 300);
        QTest::addRow("wide") << QSizeF(4, 1) << QRectF(12, 112, 400, 100);
        QTest::addRow("square") << QSizeF(0.1, 0.1) << QRectF(62, 12, 300, 300);
        QTest::addRow("not known") << QSizeF(0, 0) << QRectF(62, 12, 300, 300);
        QTest::addRow("one side is not known") << QSizeF(1, 0) << QRectF(62, 12, 300, 300);
        QTest::addRow("not a number") << QSizeF(1, notANumber) << QRectF(62, 12, 300, 300);
        QTest::addRow("infinite") << QSizeF(1, infinity) << QRectF(62, 12, 300, 300);
        QTest::addRow("negative") << QSizeF(1, -1) << QRectF(62, 12, 300, 300);
    }
    void pixelsThatAreNotSquareAreStretched()
    {
        QFETCH(QSizeF, pixel);
        QFETCH(QRectF, onScreen);
        auto transform = transformFor({424, 324}, {100, 100});
        transform.setPixelSize(pixel);
        QCOMPARE(transform.planeOnScreen(), onScreen);
        transform.zoomAt({50, 60}, 2);
        QVERIFY(isNear(transform.toPlane(transform.toScreen(QPointF(30.5, 11))), {30.5, 11}));
    }

    void stretchHasAnEnd()
    {
        auto transform = transformFor({424, 324}, {100, 100});
        transform.setPixelSize({1e-300, 1e300});
        QCOMPARE(transform.stretch(), QSizeF(1, ViewTransform::maxStretch));
    }

    void turnedAndMirroredCornersAreWhereTheyBelong_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        QTest::addColumn<QPointF>("topLeft"); // where the plane's corner is on screen
        QTest::addColumn<QPointF>("topRight");
        const ViewOrientation upright;
        // 100 columns and 40 rows at 2:1 in the middle of 424 × 324.
        QTest::addRow("upright") << upright << QPointF(112, 122) << QPointF(312, 122);
        QTest::addRow("turned right")
            << upright.turnedRight() << QPointF(252, 62) << QPointF(252, 262);
        QTest::addRow("turned left")
            << upright.turnedLeft() << QPointF(172, 262) << QPointF(172, 62);
        QTest::addRow("upside down")
            << upright.turnedLeft().turnedLeft() << QPointF(312, 202) << QPointF(112, 202);
        QTest::addRow("flipped sideways")
            << upright.flippedSideways() << QPointF(312, 122) << QPointF(112, 122);
        QTest::addRow("flipped upside down")
            << upright.flippedUpsideDown() << QPointF(112, 202) << QPointF(312, 202);
        QTest::addRow("turned right, then flipped sideways")
            << upright.turnedRight().flippedSideways() << QPointF(172, 62) << QPointF(172, 262);
        QTest::addRow("turned right, then flipped upside down")
            << upright.turnedRight().flippedUpsideDown() << QPointF(252, 262) << QPointF(252, 62);
    }
    void turnedAndMirroredCornersAreWhereTheyBelong()
    {
        QFETCH(ViewOrientation, orientation);
        QFETCH(QPointF, topLeft);
        QFETCH(QPointF, topRight);
        auto transform = transformFor({424, 324}, {40, 100});
        transform.setState({50, 20, 2});
        transform.setOrientation(orientation);
        QCOMPARE(transform.toScreen(QPointF(0, 0)), topLeft);
        QCOMPARE(transform.toScreen(QPointF(100, 0)), topRight);
        QVERIFY(isNear(transform.toPlane(topRight), {100, 0}));
    }

    void fourTurnsAndTwoFlipsChangeNothing()
    {
        const ViewOrientation any{3, true};
        QCOMPARE(any.turnedRight().turnedRight().turnedRight().turnedRight(), any);
        QCOMPARE(any.turnedLeft().turnedRight(), any);
        QCOMPARE(any.flippedSideways().flippedSideways(), any);
        QCOMPARE(any.flippedUpsideDown().flippedUpsideDown(), any);
        QCOMPARE(any.flippedUpsideDown().flippedSideways(), any.turnedLeft().turnedLeft());
    }

    void turnedPictureFollowsTheHand_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        for (int turns = 0; turns < 4; ++turns) {
            QTest::addRow("%d turns", turns) << ViewOrientation{turns, false};
            QTest::addRow("mirrored, %d turns", turns) << ViewOrientation{turns, true};
        }
    }
    void turnedPictureFollowsTheHand()
    {
        QFETCH(ViewOrientation, orientation);
        auto transform = transformFor({400, 300}, {4000, 4000});
        transform.setPixelSize({1, 3});
        transform.setOrientation(orientation);
        transform.setState({2000, 1800, 2});
        const QPointF under = transform.toPlane({120, 80});
        transform.panBy({30, -17});
        QVERIFY(isNear(transform.toPlane({150, 63}), under));
        transform.zoomAt({150, 63}, 3);
        QVERIFY(isNear(transform.toPlane({150, 63}), under));
    }

    void turnedPlaneStaysFitted()
    {
        auto transform = transformFor({424, 324}, {100, 400});
        transform.setOrientation(ViewOrientation().turnedRight());
        QVERIFY(transform.isFitted());
        QCOMPARE(transform.planeOnScreen(), QRectF(174.5, 12, 75, 300));
        QCOMPARE(transform.visibleRect(), (PixelRect{0, 0, 100, 400}));
    }

    void snappedRectanglesShareTheirEdges()
    {
        const QRectF left = snappedToPixels({0.3, 0, 10.4, 5});
        const QRectF right = snappedToPixels({10.7, 0, 10.4, 5});
        QCOMPARE(left.right(), right.left());
    }

    // Else a plane at 1:1 in a view of odd width would be stretched by a pixel.
    void snappingKeepsWholeSizes_data()
    {
        QTest::addColumn<double>("left");
        for (const double left : {-100.5, -0.5, -0.25, 0.0, 0.5, 7.75})
            QTest::addRow("from %g", left) << left;
    }
    void snappingKeepsWholeSizes()
    {
        QFETCH(double, left);
        QCOMPARE(snappedToPixels({left, left, 200, 100}).size(), QSizeF(200, 100));
    }
};

QTEST_GUILESS_MAIN(TestViewTransform)
#include "tst_view_transform.moc"
