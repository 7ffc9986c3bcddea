// SPDX-License-Identifier: MIT
// Turned, mirrored and stretched pictures are made of the same pixels.
#include "ui/view/tile_view.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

constexpr test::FakeSpec threeClasses{.rows = 400, .columns = 500};

struct TurnedFixture : test::ViewFixture {
    explicit TurnedFixture(const test::FakeSpec& spec, QSize size = {400, 300})
        : ViewFixture(spec)
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.resize(size);
        view.setContent(content.get());
        view.show();
    }
    ~TurnedFixture() { view.setContent(nullptr); }
    TurnedFixture(const TurnedFixture&) = delete;
    TurnedFixture& operator=(const TurnedFixture&) = delete;

    QImage settledPicture()
    {
        if (!QTest::qWaitFor([this] { return view.isSettled() && content->isSettled(); }, 30'000))
            qFatal("the view does not settle");
        return view.picture();
    }

    TileView view;
};

// As whoever turns a finished picture does it.
QImage turned(const QImage& picture, ViewOrientation orientation)
{
    return picture.mirrored(orientation.isMirrored, false)
        .transformed(QTransform().rotate(90.0 * orientation.quarterTurns));
}

// Where a pixel of the screen lies on the border of two of the plane, either is right; so it is
// with the lines between large pixels.
double shareThatDiffers(const QImage& one, const QImage& other)
{
    int differing = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            differing += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    return static_cast<double>(differing) / (one.width() * one.height());
}

} // namespace

class TestTileViewTurned : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void turnedViewIsTheTurnedPicture_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        QTest::addColumn<ViewState>("state");
        QTest::addColumn<double>("tolerance");
        struct Zoom {
            double scale;
            double tolerance;
        };
        for (const auto& [scale, tolerance] :
            {Zoom{1, 0}, Zoom{4, 0}, Zoom{3.7, 0.05}, Zoom{20, 0.2}, Zoom{0.45, 0.1}})
            for (int turns = 0; turns < 4; ++turns)
                for (const bool isMirrored : {false, true})
                    QTest::addRow("%g:1, %d turns%s", scale, turns, isMirrored ? ", mirrored" : "")
                        << ViewOrientation{turns, isMirrored} << ViewState{251, 203, scale}
                        << tolerance;
    }
    void turnedViewIsTheTurnedPicture()
    {
        QFETCH(ViewOrientation, orientation);
        QFETCH(ViewState, state);
        QFETCH(double, tolerance);
        TurnedFixture shown(threeClasses, {300, 300});
        shown.view.setViewState(state);
        const QImage upright = shown.settledPicture();
        shown.view.setOrientation(orientation);
        const double differing =
            shareThatDiffers(shown.settledPicture(), turned(upright, orientation));
        QVERIFY2(differing <= tolerance, qPrintable(QString::number(differing)));
    }

    void turningReadsNothing()
    {
        TurnedFixture shown(threeClasses, {600, 600});
        shown.settledPicture();
        const auto bytes = shown.source->bytesRead();
        shown.view.setOrientation({1, true});
        shown.settledPicture();
        QCOMPARE(shown.source->bytesRead(), bytes);
    }

    void pointerNamesThePixelOfTheArray_data()
    {
        QTest::addColumn<ViewOrientation>("orientation");
        QTest::addColumn<QPoint>("place"); // in a view of 400 × 300 with pixels of 4 × 4
        QTest::addColumn<QPoint>("pixel"); // column, row
        const ViewOrientation upright;
        QTest::addRow("upright") << upright << QPoint(242, 170) << QPoint(260, 205);
        QTest::addRow("turned right")
            << upright.turnedRight() << QPoint(242, 170) << QPoint(255, 189);
        QTest::addRow("turned left")
            << upright.turnedLeft() << QPoint(242, 170) << QPoint(244, 210);
        QTest::addRow("flipped sideways")
            << upright.flippedSideways() << QPoint(242, 170) << QPoint(239, 205);
        QTest::addRow("flipped upside down")
            << upright.flippedUpsideDown() << QPoint(242, 170) << QPoint(260, 194);
    }
    void pointerNamesThePixelOfTheArray()
    {
        QFETCH(ViewOrientation, orientation);
        QFETCH(QPoint, place);
        QFETCH(QPoint, pixel);
        TurnedFixture shown(threeClasses);
        shown.view.setViewState({250, 200, 4});
        shown.view.setOrientation(orientation);
        QTest::mouseMove(&shown.view, {1, 1});
        const QSignalSpy hovered(&shown.view, &TileView::hovered);
        QTest::mouseMove(&shown.view, place);
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(hovered.at(0).at(0).toLongLong(), pixel.y());
        QCOMPARE(hovered.at(0).at(1).toLongLong(), pixel.x());
    }

    void stretchedPixelsStayCrisp()
    {
        TurnedFixture square(threeClasses);
        square.view.setViewState({250, 200, 1});
        const QImage pixels = square.settledPicture().copy(0, 100, 400, 100);
        auto highSpec = threeClasses;
        highSpec.pixelWidth = 0.2;
        highSpec.pixelHeight = 0.6;
        TurnedFixture high(highSpec);
        high.view.setViewState({250, 200, 1});
        QCOMPARE(high.settledPicture(), pixels.scaled(400, 300));
    }

    // The longer side decides: rows that are far apart are not averaged because columns are many.
    void stretchedRowsAreNotAveraged()
    {
        auto highSpec = threeClasses;
        highSpec.rows = 40;
        highSpec.pixelWidth = 1;
        highSpec.pixelHeight = 3;
        TurnedFixture high(highSpec, {200, 200});
        high.settledPicture();
        QVERIFY(high.view.transform().scale() < 0.5);
        QCOMPARE(high.content->part().level, 0);
    }
};

QTEST_MAIN(TestTileViewTurned)
#include "tst_tile_view_turned.moc"
