// SPDX-License-Identifier: MIT
#include "core/source/array_pieces.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestArrayPieces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // Of float32 samples.
    void readsWithFewCallsAndLittleWaste_data()
    {
        QTest::addColumn<Extents>("shape");
        QTest::addColumn<Extents>("start");
        QTest::addColumn<Extents>("count");
        QTest::addColumn<Extents>("step");
        QTest::addColumn<qint64>("pieces");
        QTest::addColumn<qint64>("samples");
        const auto add = [](const char* name, const Extents& shape, const Extents& start,
                             const Extents& count, const Extents& step, qint64 pieces,
                             qint64 samples) {
            QTest::addRow("%s", name) << shape << start << count << step << pieces << samples;
        };
        const Extents ones{1, 1, 1};
        const Extents pixels{1000, 2000, 4};
        add("whole rows", pixels, {10, 0, 0}, {8, 2000, 4}, ones, 1, 64000);
        add("some columns", pixels, {10, 500, 0}, {8, 1000, 4}, ones, 8, 4000);
        add("nearly all columns", pixels, {10, 0, 0}, {8, 1990, 4}, ones, 1, 63960);
        add("every fourth row", pixels, {10, 0, 0}, {8, 2000, 4}, {4, 1, 1}, 8, 8000);
        add("one class of a pixel", pixels, {10, 7, 2}, {1, 1, 1}, ones, 1, 1);
        add("two classes of a row", pixels, {10, 0, 1}, {1, 2000, 2}, ones, 1, 7998);
        add("a plane of each class", {4, 1000, 2000}, {0, 10, 0}, {4, 8, 2000}, ones, 4, 16000);
        add("all there is", {4, 10, 20}, {0, 0, 0}, {4, 10, 20}, ones, 1, 800);
    }
    void readsWithFewCallsAndLittleWaste()
    {
        QFETCH(Extents, shape);
        QFETCH(Extents, start);
        QFETCH(Extents, count);
        QFETCH(Extents, step);
        QFETCH(qint64, pieces);
        QFETCH(qint64, samples);
        const auto layout = planPieces(shape, {start, count, step}, sizeof(float));
        QCOMPARE(layout.pieces, pieces);
        QCOMPARE(layout.pieceSamples, samples);
    }
};

QTEST_APPLESS_MAIN(TestArrayPieces)
#include "tst_array_pieces.moc"
