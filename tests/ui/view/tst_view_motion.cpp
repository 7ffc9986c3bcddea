// SPDX-License-Identifier: MIT
#include "ui/view/view_motion.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cmath>

using namespace tessera;

namespace {

constexpr std::int64_t start = 1'000'000'000;
constexpr std::int64_t end = start + ViewMotion::zoomNs;
constexpr std::int64_t frame = 16'000'000;
constexpr QPointF anchor(300, 40);

ViewTransform someView()
{
    ViewTransform view;
    view.setPlane({20'000, 30'000});
    view.setViewport({400, 300});
    view.setState({15'000, 10'000, 0.5});
    return view;
}

double distance(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y());
}

} // namespace

class TestViewMotion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void anchorStaysOnTheWay_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addRow("in") << 4.0;
        QTest::addRow("out") << 0.2;
        QTest::addRow("nowhere") << 0.5;
    }
    void anchorStaysOnTheWay()
    {
        QFETCH(double, scale);
        ViewTransform view = someView();
        const QPointF held = view.toPlane(anchor);
        ViewTransform target = view;
        target.setScaleAt(anchor, scale);
        ViewMotion motion;
        motion.zoomTo(view, target, start);
        for (std::int64_t now = start; motion.isMoving(); now += frame) {
            motion.advance(view, now);
            QVERIFY(distance(view.toScreen(held), anchor) < 1e-6);
        }
        QCOMPARE(view.scale(), scale);
    }

    void endIsExactlyTheTarget()
    {
        ViewTransform view = someView();
        ViewTransform target = view;
        target.fit();
        ViewMotion motion;
        motion.zoomTo(view, target, start);
        motion.advance(view, end - 1);
        QVERIFY(motion.isMoving());
        QVERIFY(!view.isFitted());
        motion.advance(view, end);
        QVERIFY(!motion.isMoving());
        QCOMPARE(view.state(), target.state());
        QVERIFY(view.isFitted());
    }

    void scaleGoesOneWay()
    {
        ViewTransform view = someView();
        ViewTransform target = view;
        target.setScaleAt(anchor, 8);
        ViewMotion motion;
        motion.zoomTo(view, target, start);
        double last = view.scale();
        for (std::int64_t now = start + frame; motion.isMoving(); now += frame) {
            motion.advance(view, now);
            QVERIFY(view.scale() > last);
            last = view.scale();
        }
    }

    void anotherTargetIsReachedWithoutAJump()
    {
        ViewTransform view = someView();
        ViewTransform target = view;
        target.setScaleAt(anchor, 1);
        ViewMotion motion;
        motion.zoomTo(view, target, start);
        motion.advance(view, start + 3 * frame);
        const ViewState before = view.state();
        target.setScaleAt(anchor, 4);
        motion.zoomTo(view, target, start + 3 * frame);
        motion.advance(view, start + 3 * frame);
        QVERIFY(std::abs(view.scale() - before.scale) < 1e-9);
        QVERIFY(std::abs(view.state().centreX - before.centreX) < 1e-6);
        motion.advance(view, start + 3 * frame + ViewMotion::zoomNs);
        QCOMPARE(view.state(), target.state());
    }

    void flingSlowsDownAndEnds()
    {
        ViewTransform view = someView();
        ViewMotion motion;
        motion.fling({-1000, 0}, start);
        double last = view.state().centreX;
        double lastStep = 1e9;
        for (std::int64_t now = start + 4 * frame; motion.isMoving(); now += 4 * frame) {
            motion.advance(view, now);
            const double step = view.state().centreX - last;
            QVERIFY(step >= 0 && step <= lastStep + 4); // whole pixels of the screen are two here
            lastStep = step;
            last = view.state().centreX;
        }
        QVERIFY(last > 15'000);
        QCOMPARE(view.state().centreY, 10'000.0);
    }

    void slowHandDoesNotFling()
    {
        ViewMotion motion;
        motion.fling({20, 20}, start);
        QVERIFY(!motion.isMoving());
    }

    void handSpeedIsThatOfTheLastMoves()
    {
        HandSpeed hand;
        hand.start({0, 0}, start);
        hand.move({0, 0}, start + 10 * frame);
        hand.move({16, 32}, start + 11 * frame);
        hand.move({32, 64}, start + 12 * frame);
        QVERIFY(distance(hand.perSecond(start + 12 * frame), {1000, 2000}) < 1e-6);
    }

    void pauseEndsTheSpeed()
    {
        HandSpeed hand;
        hand.start({0, 0}, start);
        hand.move({100, 0}, start + frame);
        QCOMPARE(hand.perSecond(start + 10 * frame), QPointF());
        hand.start({0, 0}, start + 10 * frame);
        QCOMPARE(hand.perSecond(start + 10 * frame), QPointF());
    }
};

QTEST_GUILESS_MAIN(TestViewMotion)
#include "tst_view_motion.moc"
