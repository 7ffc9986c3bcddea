// SPDX-License-Identifier: MIT
#include "ui/settings/class_colours.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestClassColours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void latestColourIsTheOne()
    {
        ClassColours colours;
        colours.set(QStringLiteral("glass"), {1, 2, 3});
        colours.set(QStringLiteral("glass"), {4, 5, 6});
        QCOMPARE(colours.count(), 1);
        QCOMPARE(colours.colourOf(QStringLiteral("glass")), std::optional(Rgb{4, 5, 6}));
        QVERIFY(!colours.colourOf(QStringLiteral("Glass")));
    }

    void emptyNameIsNobodys()
    {
        ClassColours colours;
        colours.set({}, {1, 2, 3});
        QCOMPARE(colours.count(), 0);
    }

    void oldestNamesAreForgotten()
    {
        ClassColours colours;
        for (int number = 0; number <= ClassColours::capacity; ++number)
            colours.set(QString::number(number), {1, 2, 3});
        QCOMPARE(colours.count(), ClassColours::capacity);
        QVERIFY(!colours.colourOf(QStringLiteral("0")));
        QVERIFY(colours.colourOf(QStringLiteral("1")));
    }

    void comesBackFromJson()
    {
        ClassColours colours;
        colours.set(QStringLiteral("Knäuel \"a\"/b"), {0, 255, 7});
        colours.set(QStringLiteral("stroma"), {9, 8, 7});
        QCOMPARE(ClassColours::fromJson(colours.toJson()), colours);
    }

    void whatIsBrokenIsForgotten_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("no JSON") << QByteArray("[{");
        QTest::addRow("no array") << QByteArray("{\"name\": \"a\"}");
        QTest::addRow("no colour") << QByteArray("[{\"name\": \"a\", \"colour\": \"mauveish\"}]");
        QTest::addRow("no name") << QByteArray("[{\"colour\": \"#010203\"}, 4]");
    }
    void whatIsBrokenIsForgotten()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(ClassColours::fromJson(json).count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestClassColours)
#include "tst_class_colours.moc"
