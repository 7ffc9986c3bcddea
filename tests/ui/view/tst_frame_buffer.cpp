// SPDX-License-Identifier: MIT
#include "ui/view/frame_buffer.h"

#include "tests/support/test_support.h"

#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

using namespace tessera;

namespace {

constexpr QSize size(400, 300);
constexpr std::int64_t endless = std::numeric_limits<std::int32_t>::max();

struct Drawn {
    QRect part;
    FrameQuality quality;
};

// A frame over a large plane that notes what it is asked to draw.
struct NotingFrame {
    explicit NotingFrame(QSize viewport = size)
    {
        view.setPlane({10'000, 20'000});
        view.setViewport(viewport);
        view.setState({5000, 5000, 1});
        buffer.setView(view);
    }
    QRegion refresh(bool isMoving = false, std::int64_t budgetNs = 0)
    {
        drawn.clear();
        return buffer.refresh(
            [this](QPainter& painter, const QRect& part, FrameQuality quality) {
                drawn.push_back({part, quality});
                painter.fillRect(part, QColor::fromRgb(colour));
            },
            isMoving, budgetNs);
    }
    QRegion allDrawn() const
    {
        QRegion all;
        for (const Drawn& one : drawn)
            all += one.part;
        return all;
    }
    void panBy(QPointF delta)
    {
        view.panBy(delta);
        buffer.setView(view);
    }

    FrameBuffer buffer;
    ViewTransform view;
    QRgb colour = qRgb(10, 20, 30);
    std::vector<Drawn> drawn;
};

} // namespace

class TestFrameBuffer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void drawsAllOfItOnce()
    {
        NotingFrame frame;
        QCOMPARE(frame.refresh(), QRegion(QRect({0, 0}, size)));
        QCOMPARE(frame.allDrawn(), QRegion(QRect({0, 0}, size)));
        QVERIFY(frame.buffer.isFinal());
        QCOMPARE(frame.refresh(), QRegion());
        QVERIFY(frame.drawn.empty());
    }

    void panDrawsWhatItUncovers_data()
    {
        QTest::addColumn<QPointF>("delta");
        QTest::addColumn<QRegion>("uncovered");
        const QRect all({0, 0}, size);
        for (const QPoint delta : {QPoint(30, 0), QPoint(-30, 0), QPoint(0, 20), QPoint(0, -20),
                 QPoint(17, -5), QPoint(-3, 11)})
            QTest::addRow("by %d, %d", delta.x(), delta.y())
                << QPointF(delta) << (QRegion(all) - all.translated(delta));
        QTest::addRow("by less than a pixel") << QPointF(0.5, 0) << QRegion(all);
        QTest::addRow("by more than the view") << QPointF(500, 0) << QRegion(all);
    }
    void panDrawsWhatItUncovers()
    {
        QFETCH(QPointF, delta);
        QFETCH(QRegion, uncovered);
        NotingFrame frame;
        frame.refresh();
        frame.panBy(delta);
        frame.refresh(true);
        QCOMPARE(frame.allDrawn(), uncovered);
    }

    void pictureMovesAlong_data()
    {
        QTest::addColumn<QPoint>("delta");
        QTest::addRow("right and down") << QPoint(30, 12);
        QTest::addRow("left and up") << QPoint(-30, -12);
        QTest::addRow("right and up") << QPoint(30, -12);
        QTest::addRow("left and down") << QPoint(-30, 12);
    }
    void pictureMovesAlong()
    {
        QFETCH(QPoint, delta);
        NotingFrame frame;
        frame.refresh();
        const QPoint place(200, 150);
        frame.colour = qRgb(200, 0, 0);
        frame.buffer.invalidate(QRect(place, QSize(1, 1)));
        frame.refresh();
        frame.panBy(delta);
        frame.refresh(true);
        QCOMPARE(frame.buffer.image().pixel(place + delta), qRgb(200, 0, 0));
        QCOMPARE(frame.buffer.image().pixel(place), qRgb(10, 20, 30));
    }

    void movedPictureIsMadeFinalAtRest()
    {
        NotingFrame frame;
        frame.refresh();
        frame.panBy({40, 0});
        frame.refresh(true, endless);
        QVERIFY(!frame.buffer.isFinal());
        QCOMPARE(frame.refresh(false, endless), QRegion(QRect({0, 0}, size)));
        QVERIFY(frame.buffer.isFinal());
    }

    void muchIsDrawnQuicklyAndThenInPieces()
    {
        NotingFrame frame({2000, 1000});
        frame.refresh();
        QVERIFY(std::ranges::all_of(
            frame.drawn, [](const Drawn& one) { return one.quality == FrameQuality::Quick; }));
        QVERIFY(!frame.buffer.isFinal());
        QVERIFY(!frame.refresh(false, endless).isEmpty());
        QVERIFY(frame.drawn.size() > 1);
        QVERIFY(std::ranges::all_of(
            frame.drawn, [](const Drawn& one) { return one.quality == FrameQuality::Final; }));
        QVERIFY(frame.buffer.isFinal());
    }

    void partThatChangedIsDrawnAlone()
    {
        NotingFrame frame;
        frame.refresh();
        frame.buffer.invalidate({390, 10, 50, 20}); // the rest is out of view
        QCOMPARE(frame.refresh(), QRegion(390, 10, 10, 20));
        QCOMPARE(frame.drawn.size(), std::size_t{1});
        QCOMPARE(frame.drawn.front().quality, FrameQuality::Final);
    }

    void partThatChangedMovesAlong()
    {
        NotingFrame frame;
        frame.refresh();
        frame.buffer.invalidate({100, 100, 10, 10});
        frame.panBy({5, 7});
        frame.refresh(true);
        QVERIFY(frame.allDrawn().contains(QRect(105, 107, 10, 10)));
        QVERIFY(!frame.allDrawn().contains(QPoint(101, 101)));
    }
};

QTEST_GUILESS_MAIN(TestFrameBuffer)
#include "tst_frame_buffer.moc"
