// SPDX-License-Identifier: MIT
#include "core/grid/axes.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestAxes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void lettersSurviveTheRoundTrip_data()
    {
        QTest::addColumn<QString>("letters");
        QTest::addColumn<bool>("valid");
        QTest::addRow("a plane") << QStringLiteral("yx") << true;
        QTest::addRow("all five") << QStringLiteral("tzyxc") << true;
        QTest::addRow("class first") << QStringLiteral("czyx") << true;
        QTest::addRow("no y") << QStringLiteral("zxc") << false;
        QTest::addRow("twice") << QStringLiteral("yxyc") << false;
        QTest::addRow("unknown letter") << QStringLiteral("yxq") << false;
        QTest::addRow("empty") << QString() << false;
    }
    void lettersSurviveTheRoundTrip()
    {
        QFETCH(QString, letters);
        QFETCH(bool, valid);
        const auto axes = parseAxes(letters.toStdString());
        QCOMPARE(axes.has_value(), valid);
        QCOMPARE(QString::fromStdString(axes ? toText(*axes) : letters.toStdString()), letters);
    }

    void knowsWhichDimensionAnAxisIs()
    {
        const auto axes = parseAxes("czyx");
        QVERIFY(axes);
        QCOMPARE(axes->dimensionOf(Axis::Class), std::optional<std::size_t>(0));
        QCOMPARE(axes->dimensionOf(Axis::X), std::optional<std::size_t>(3));
        QCOMPARE(axes->dimensionOf(Axis::Time), std::optional<std::size_t>());
    }
};

QTEST_APPLESS_MAIN(TestAxes)
#include "tst_axes.moc"
