// SPDX-License-Identifier: MIT
#include "ui/window/file_memory.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestFileMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void looksAndViewsComeBack()
    {
        Look look = defaultLook(3, {"Öl", "\"quoted\"", ""});
        look.classes[1].visible = false;
        look.classes[2].colour = {1, 2, 3};
        const RememberedView view{
            {12.25, 1e6, 0.125}, false, {7, 3}, 42, PlaneAxes::YZ, {3, true}, true};
        const FileMemory memory = memoryOf(look, view);
        QCOMPARE(lookOf(memory, defaultLook(3, {})), std::optional(look));
        QCOMPARE(viewOf(memory), std::optional(view));
    }

    void lookOfOtherClassesIsNotTaken()
    {
        const FileMemory memory = memoryOf(defaultLook(3, {}), {});
        QVERIFY(!lookOf(memory, defaultLook(4, {})));
    }

    void whatIsBrokenIsForgotten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("nothing") << QString();
        QTest::addRow("no JSON") << QStringLiteral("{\"x\":");
        QTest::addRow("an array") << QStringLiteral("[1, 2]");
    }
    void whatIsBrokenIsForgotten()
    {
        QFETCH(QString, text);
        QVERIFY(!lookOf({text, text}, defaultLook(3, {})));
        QVERIFY(!viewOf({text, text}));
    }

    void planeAndTurnsOutsideAreTheNearest()
    {
        const auto view = viewOf({{}, QStringLiteral("{\"plane\": 9, \"turns\": -4}")});
        QVERIFY(view);
        QCOMPARE(view->planeAxes, PlaneAxes::YZ);
        QCOMPARE(view->orientation, ViewOrientation());
    }

    void opacityOutsideIsTheNearest()
    {
        const auto view = viewOf({{}, QStringLiteral("{\"opacity\": 900, \"scale\": 2}")});
        QVERIFY(view);
        QCOMPARE(view->opacityPercent, 100);
    }
};

QTEST_GUILESS_MAIN(TestFileMemory)
#include "tst_file_memory.moc"
