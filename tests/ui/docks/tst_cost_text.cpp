// SPDX-License-Identifier: MIT
#include "ui/docks/cost_text.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestCostText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void durationsHaveThreeDigits_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("shown");
        QTest::addRow("nothing") << qint64(0) << QStringLiteral("0.00 µs");
        QTest::addRow("microseconds") << qint64(12'340) << QStringLiteral("12.3 µs");
        QTest::addRow("rounds up") << qint64(999'600) << QStringLiteral("1.00 ms");
        QTest::addRow("milliseconds") << qint64(2'140'000) << QStringLiteral("2.14 ms");
        QTest::addRow("many seconds") << qint64(1'234'000'000'000) << QStringLiteral("1234 s");
    }
    void durationsHaveThreeDigits()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, shown);
        QCOMPARE(durationText(ns), shown);
    }

    void rateIsBytesASecond()
    {
        QCOMPARE(rateText({6'400'000}, 1'000'000), QStringLiteral("6.40 GB/s"));
        QCOMPARE(rateText({1}, 0), QStringLiteral("– GB/s"));
    }

    void shareIsInTheUnitOfTheBudget_data()
    {
        QTest::addColumn<quint64>("held");
        QTest::addColumn<quint64>("budget");
        QTest::addColumn<QString>("shown");
        QTest::addRow("usual") << quint64(61'300'000) << quint64(512'000'000)
                               << QStringLiteral("61 of 512 MB");
        QTest::addRow("empty") << quint64(0) << quint64(512'000'000)
                               << QStringLiteral("0 of 512 MB");
        QTest::addRow("little") << quint64(420'000) << quint64(512'000'000)
                                << QStringLiteral("0.4 of 512 MB");
        QTest::addRow("large") << quint64(1'200'000'000) << quint64(4'000'000'000)
                               << QStringLiteral("1.2 of 4 GB");
        QTest::addRow("no budget") << quint64(0) << quint64(0) << QStringLiteral("0 of 0 B");
    }
    void shareIsInTheUnitOfTheBudget()
    {
        QFETCH(quint64, held);
        QFETCH(quint64, budget);
        QFETCH(QString, shown);
        QCOMPARE(shareText({held}, {budget}), shown);
    }

    void scalesEndAtARoundNumber_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("top");
        QTest::addRow("nothing") << 0.0 << 1.0;
        QTest::addRow("on it") << 20.0 << 20.0;
        QTest::addRow("above") << 21.0 << 30.0;
        QTest::addRow("next power") << 81e6 << 100e6;
        QTest::addRow("small") << 0.031 << 0.04;
    }
    void scalesEndAtARoundNumber()
    {
        QFETCH(double, value);
        QFETCH(double, top);
        QCOMPARE(niceCeiling(value), top);
    }
};

QTEST_APPLESS_MAIN(TestCostText)
#include "tst_cost_text.moc"
