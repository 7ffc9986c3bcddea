// SPDX-License-Identifier: MIT
// How mouse and keys move the picture.
#include "ui/view/tile_view.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace tessera;

namespace {

constexpr int notch = 120;
const QPoint cursor(317, 41);

struct InputFixture : test::ViewFixture {
    InputFixture()
        : ViewFixture({.rows = 2000, .columns = 3000},
              test::FakeSpec{
                  .rows = 2000, .columns = 3000, .classes = 1, .type = ElementType::UInt8})
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.setStyle(&still);
        view.resize(400, 300);
        view.setContent(content.get());
        view.setViewState({1500, 1000, 2});
        view.show();
    }
    ~InputFixture() { view.setContent(nullptr); }
    InputFixture(const InputFixture&) = delete;
    InputFixture& operator=(const InputFixture&) = delete;

    void turnWheel(QPoint angle, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(cursor, view.mapToGlobal(QPointF(cursor)), {}, angle, Qt::NoButton,
            modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }
    QPointF underCursor() const { return view.transform().toPlane(cursor); }

    test::AnimationStyle still{0};
    TileView view;
};

bool isNear(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y()) < 1e-6;
}

} // namespace

class TestTileViewInput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void wheelZoomsAtTheCursor_data()
    {
        QTest::addColumn<QPoint>("angle");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<double>("scale");
        QTest::addRow("in") << QPoint(0, 2 * notch) << Qt::KeyboardModifiers() << 4.0;
        QTest::addRow("out") << QPoint(0, -2 * notch) << Qt::KeyboardModifiers() << 1.0;
        QTest::addRow("with Ctrl")
            << QPoint(0, 2 * notch) << Qt::KeyboardModifiers(Qt::ControlModifier) << 4.0;
        QTest::addRow("sideways, as with Alt")
            << QPoint(2 * notch, 0) << Qt::KeyboardModifiers(Qt::AltModifier) << 4.0;
    }
    void wheelZoomsAtTheCursor()
    {
        QFETCH(QPoint, angle);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(double, scale);
        InputFixture shown;
        const QPointF under = shown.underCursor();
        shown.turnWheel(angle, modifiers);
        QCOMPARE(shown.view.transform().scale(), scale);
        QVERIFY(isNear(shown.underCursor(), under));
    }

    void doubleClickZoomsInAtTheCursor()
    {
        InputFixture shown;
        const QPointF under = shown.underCursor();
        QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, cursor);
        QCOMPARE(shown.view.transform().scale(), 4.0);
        QVERIFY(isNear(shown.underCursor(), under));
    }

    void dragTakesThePictureAlong_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addRow("left button") << Qt::LeftButton;
        QTest::addRow("middle button") << Qt::MiddleButton;
    }
    void dragTakesThePictureAlong()
    {
        QFETCH(Qt::MouseButton, button);
        InputFixture shown;
        QTest::mousePress(&shown.view, button, {}, {200, 150});
        QCOMPARE(shown.view.cursor().shape(), Qt::ClosedHandCursor);
        QTest::mouseMove(&shown.view, {230, 140});
        QTest::mouseMove(&shown.view, {250, 130});
        QCOMPARE(shown.view.transform().state(), (ViewState{1475, 1010, 2}));
        QTest::mouseRelease(&shown.view, button, {}, {250, 130});
        QTest::mouseMove(&shown.view, {10, 10});
        QCOMPARE(shown.view.transform().state(), (ViewState{1475, 1010, 2}));
        QCOMPARE(shown.view.cursor().shape(), Qt::ArrowCursor);
    }

    void rightButtonDoesNotDrag()
    {
        InputFixture shown;
        QTest::mousePress(&shown.view, Qt::RightButton, {}, {200, 150});
        QTest::mouseMove(&shown.view, {250, 130});
        QTest::mouseRelease(&shown.view, Qt::RightButton, {}, {250, 130});
        QCOMPARE(shown.view.transform().state(), (ViewState{1500, 1000, 2}));
    }

    void arrowKeysMoveTheViewByATenth_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QPointF>("centre");
        QTest::addRow("left") << Qt::Key_Left << QPointF(1480, 1000);
        QTest::addRow("right") << Qt::Key_Right << QPointF(1520, 1000);
        QTest::addRow("up") << Qt::Key_Up << QPointF(1500, 985);
        QTest::addRow("down") << Qt::Key_Down << QPointF(1500, 1015);
    }
    void arrowKeysMoveTheViewByATenth()
    {
        QFETCH(Qt::Key, key);
        QFETCH(QPointF, centre);
        InputFixture shown;
        QTest::keyClick(&shown.view, key);
        QCOMPARE(shown.view.transform().state(), (ViewState{centre.x(), centre.y(), 2}));
    }

    void shiftHidesTheClassesWhileItIsHeld()
    {
        InputFixture shown;
        shown.view.setOverlayShown(false);
        QTRY_VERIFY(shown.view.isSettled());
        const QImage image = shown.view.picture();
        shown.view.setOverlayShown(true);
        QTRY_VERIFY(shown.view.isSettled());
        const QImage classes = shown.view.picture();
        QSignalSpy held(&shown.view, &TileView::overlayHeld);
        QTest::keyPress(&shown.view, Qt::Key_Shift);
        QTRY_VERIFY(shown.view.isSettled());
        QCOMPARE(shown.view.picture(), image);
        QTest::keyRelease(&shown.view, Qt::Key_Shift);
        QTRY_VERIFY(shown.view.isSettled());
        QCOMPARE(shown.view.picture(), classes);
        QCOMPARE(held, (QList<QVariantList>{{true}, {false}}));
    }

    void shiftReleasedElsewhereShowsTheClassesAgain()
    {
        InputFixture shown;
        QSignalSpy held(&shown.view, &TileView::overlayHeld);
        QTest::keyPress(&shown.view, Qt::Key_Shift);
        QFocusEvent away(QEvent::FocusOut);
        QCoreApplication::sendEvent(&shown.view, &away);
        QCOMPARE(held, (QList<QVariantList>{{true}, {false}}));
    }

    void shiftAndWheelStepThroughTheSlices_data()
    {
        QTest::addColumn<QPoint>("angle");
        QTest::addColumn<int>("steps");
        QTest::addRow("towards the hand: on") << QPoint(0, -notch) << 1;
        QTest::addRow("away: back") << QPoint(0, notch) << -1;
        QTest::addRow("sideways") << QPoint(-notch, 0) << 1;
        QTest::addRow("three at once") << QPoint(0, -3 * notch) << 3;
    }
    void shiftAndWheelStepThroughTheSlices()
    {
        QFETCH(QPoint, angle);
        QFETCH(int, steps);
        InputFixture shown;
        QSignalSpy stepped(&shown.view, &TileView::sliceStepRequested);
        shown.turnWheel(angle, Qt::ShiftModifier);
        QCOMPARE(stepped, (QList<QVariantList>{{steps}}));
        QCOMPARE(shown.view.transform().state(), (ViewState{1500, 1000, 2}));
    }

    void fineWheelAddsUpToASlice()
    {
        InputFixture shown;
        QSignalSpy stepped(&shown.view, &TileView::sliceStepRequested);
        shown.turnWheel({0, -notch / 2}, Qt::ShiftModifier);
        QCOMPARE(stepped.count(), 0);
        shown.turnWheel({0, -notch / 2}, Qt::ShiftModifier);
        QCOMPARE(stepped, (QList<QVariantList>{{1}}));
    }

    void pointerTellsThePixelUnderIt()
    {
        InputFixture shown;
        QSignalSpy hovered(&shown.view, &TileView::hovered);
        QTest::mouseMove(&shown.view, {201, 153});
        QCOMPARE(hovered.constLast(), (QVariantList{qint64{1001}, qint64{1500}}));
    }

    void pointerBesideThePlaneTellsNothing()
    {
        InputFixture shown;
        shown.view.fit();
        QSignalSpy hovered(&shown.view, &TileView::hovered);
        QSignalSpy ended(&shown.view, &TileView::hoverEnded);
        QTest::mouseMove(&shown.view, {3, 3});
        QCOMPARE(hovered.count(), 0);
        QCOMPARE(ended.count(), 1);
    }

    void zoomedOutAndInAgainIsSettledEachTime()
    {
        InputFixture shown;
        QSignalSpy settled(&shown.view, &TileView::settled);
        QTRY_COMPARE(settled.count(), 1);
        shown.view.fit();
        QTRY_COMPARE(settled.count(), 2);
        shown.view.showActualPixels();
        QTRY_COMPARE(settled.count(), 3);
        QCOMPARE(shown.view.transform().scale(), 1.0);
    }

    void nothingShownIgnoresMouseAndKeys()
    {
        TileView view;
        view.resize(400, 300);
        QTest::mousePress(&view, Qt::LeftButton, {}, {200, 150});
        QTest::mouseMove(&view, {230, 140});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {230, 140});
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {200, 150});
        QTest::keyClick(&view, Qt::Key_Left);
        view.zoomIn();
        QVERIFY(!view.isSettled());
    }
};

QTEST_MAIN(TestTileViewInput)
#include "tst_tile_view_input.moc"
