// SPDX-License-Identifier: MIT
#include "ui/window/reading_memory.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestReadingMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void choicesComeBack_data()
    {
        QTest::addColumn<ReadingWish>("wish");
        QTest::addRow("nothing") << ReadingWish{};
        QTest::addRow("axes") << ReadingWish{.axes = parseAxes("btzyxc")};
        QTest::addRow("a range") << ReadingWish{.scale = ValueScale{{-1.5, 65535}}};
        QTest::addRow("as stored") << ReadingWish{.scale = ValueScale{rangeOfType}};
        QTest::addRow("softmax") << ReadingWish{
            .scale = ValueScale{{0, 1}, Activation::Softmax, false}};
        QTest::addRow("binary") << ReadingWish{.isBinary = true};
        QTest::addRow("not binary") << ReadingWish{.isBinary = false};
        QTest::addRow("all") << ReadingWish{
            parseAxes("yx"), ValueScale{{0, 1}, Activation::Sigmoid}, true};
    }
    void choicesComeBack()
    {
        QFETCH(ReadingWish, wish);
        QCOMPARE(readingOf(readingText(wish)), wish);
    }

    void planeIsNotRemembered() { QVERIFY(readingText({.plane = PlaneAxes::YZ}).isEmpty()); }

    void whatIsBrokenIsForgotten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("no JSON") << QStringLiteral("{\"axes\":");
        QTest::addRow("a letter twice") << QStringLiteral("{\"axes\": \"yxx\"}");
        QTest::addRow("no rows") << QStringLiteral("{\"axes\": \"zx\"}");
        QTest::addRow("empty range") << QStringLiteral("{\"scale\": {\"low\": 1, \"high\": 1}}");
        QTest::addRow("endless range")
            << QStringLiteral("{\"scale\": {\"low\": -1e308, \"high\": 1e308}}");
        QTest::addRow("no range") << QStringLiteral("{\"scale\": {\"activation\": \"softmax\"}}");
        QTest::addRow("no choice") << QStringLiteral("{\"binary\": 3}");
        QTest::addRow("no object") << QStringLiteral("{\"scale\": 3, \"axes\": 3}");
    }
    void whatIsBrokenIsForgotten()
    {
        QFETCH(QString, text);
        QCOMPARE(readingOf(text), ReadingWish{});
    }
};

QTEST_GUILESS_MAIN(TestReadingMemory)
#include "tst_reading_memory.moc"
