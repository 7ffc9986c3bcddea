// SPDX-License-Identifier: MIT
// Zooms that ease and pans that go on, where the style animates.
#include "ui/view/tile_view.h"

#include "tests/support/test_support.h"
#include "tests/ui/support/view_fixture.h"

#include <QCoreApplication>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace tessera;

namespace {

constexpr int notch = 120;
const QPoint cursor(317, 41);

struct MotionFixture : test::ViewFixture {
    explicit MotionFixture(int durationMs = 200)
        : ViewFixture(test::FakeSpec{
              .rows = 2000, .columns = 3000, .classes = 1, .type = ElementType::UInt8})
        , style(durationMs)
    {
        QObject::connect(&bridge, &TileBridge::picturesArrived, &view, &TileView::takePictures);
        view.setStyle(&style);
        view.resize(400, 300);
        view.setContent(content.get());
        view.setViewState({1500, 1000, 0.5});
        view.show();
    }
    ~MotionFixture() { view.setContent(nullptr); }
    MotionFixture(const MotionFixture&) = delete;
    MotionFixture& operator=(const MotionFixture&) = delete;

    void turnWheel(int delta)
    {
        QWheelEvent event(cursor, view.mapToGlobal(QPointF(cursor)), {}, {0, delta}, Qt::NoButton,
            {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }

    test::AnimationStyle style;
    TileView view;
};

} // namespace

class TestTileViewMotion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void wheelEndsAtItsScaleWithTheCursorsPixelInPlace()
    {
        MotionFixture shown;
        const QPointF under = shown.view.transform().toPlane(cursor);
        shown.turnWheel(2 * notch);
        QVERIFY(shown.view.transform().scale() < 1);
        QCOMPARE(shown.view.destination().scale(), 1.0);
        QTRY_COMPARE(shown.view.transform().scale(), 1.0);
        const QPointF now = shown.view.transform().toPlane(cursor);
        QVERIFY(std::hypot(now.x() - under.x(), now.y() - under.y()) < 1e-6);
    }

    void notchesAddUpWhileItZooms()
    {
        MotionFixture shown;
        for (int turn = 0; turn < 4; ++turn)
            shown.turnWheel(notch);
        QCOMPARE(shown.view.destination().scale(), 2.0);
        QTRY_COMPARE(shown.view.transform().scale(), 2.0);
    }

    void onlyTilesOfTheTargetAreAskedFor()
    {
        MotionFixture shown;
        QTRY_VERIFY(shown.view.isSettled());
        shown.source->block();
        shown.turnWheel(8 * notch);
        const VisiblePart part = shown.content->part();
        QCOMPARE(part.rect, shown.view.destination().visibleRect());
        QCOMPARE(part.level, 0);
        QTRY_COMPARE(shown.view.transform().scale(), 8.0);
        QCOMPARE(shown.content->part(), part);
        shown.source->unblock();
        QTRY_VERIFY(shown.view.isSettled());
    }

    void pressStopsAZoomWhereItIs()
    {
        MotionFixture shown;
        shown.turnWheel(8 * notch);
        QTest::mousePress(&shown.view, Qt::LeftButton, {}, {200, 150});
        const ViewState stopped = shown.view.transform().state();
        QCOMPARE(shown.view.destination().state(), stopped);
        QCOMPARE(shown.content->part().rect, shown.view.transform().visibleRect());
        QTRY_VERIFY(shown.view.isSettled());
        QCOMPARE(shown.view.transform().state(), stopped);
    }

    void fitIsFittedAtTheEnd()
    {
        MotionFixture shown;
        shown.view.fit();
        QTRY_VERIFY(shown.view.transform().isFitted());
        QTRY_VERIFY(shown.view.isSettled());
    }

    void stillStyleZoomsAtOnce()
    {
        MotionFixture shown(0);
        shown.turnWheel(2 * notch);
        QCOMPARE(shown.view.transform().scale(), 1.0);
        shown.view.fit();
        QVERIFY(shown.view.transform().isFitted());
    }
};

QTEST_MAIN(TestTileViewMotion)
#include "tst_tile_view_motion.moc"
