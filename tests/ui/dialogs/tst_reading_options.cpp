// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_options.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>

using namespace tessera;

class TestReadingOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void lettersAreExchanged_data()
    {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::size_t>("dimension");
        QTest::addColumn<Axis>("axis");
        QTest::addColumn<std::string>("after");
        QTest::addRow("the letter of another")
            << std::string("zyxc") << std::size_t{0} << Axis::Class << std::string("cyxz");
        QTest::addRow("a free letter")
            << std::string("zyxc") << std::size_t{0} << Axis::Time << std::string("tyxc");
        QTest::addRow("its own") << std::string("yx") << std::size_t{1} << Axis::X
                                 << std::string("yx");
        QTest::addRow("a second batch")
            << std::string("bzyx") << std::size_t{1} << Axis::Batch << std::string("bbyx");
        QTest::addRow("rows are given away")
            << std::string("yxc") << std::size_t{0} << Axis::Z << std::string("zxc");
    }
    void lettersAreExchanged()
    {
        QFETCH(std::string, before);
        QFETCH(std::size_t, dimension);
        QFETCH(Axis, axis);
        QFETCH(std::string, after);
        QCOMPARE(toText(withAxis(*parseAxes(before), dimension, axis)), after);
    }

    void rowsAndColumnsAreNeeded()
    {
        QVERIFY(isComplete({{Axis::Y, Axis::X}}));
        QVERIFY(!isComplete({{Axis::Y, Axis::Class}}));
        QVERIFY(!isComplete({{Axis::Z, Axis::X}}));
    }

    void channelsAreThoseThatAreStored_data()
    {
        QTest::addColumn<std::string>("axes");
        QTest::addColumn<qint64>("channels");
        QTest::addRow("last") << std::string("zyxc") << qint64{4};
        QTest::addRow("first") << std::string("czyx") << qint64{1};
        QTest::addRow("none") << std::string("tzyx") << qint64{1};
    }
    void channelsAreThoseThatAreStored()
    {
        QFETCH(std::string, axes);
        QFETCH(qint64, channels);
        ArrayInfo array;
        array.shape = {1, 20, 30, 4};
        QCOMPARE(storedChannels(array, *parseAxes(axes)), channels);
    }

    void everyScaleIsOfferedOnce_data()
    {
        QTest::addColumn<double>("unit");
        QTest::addColumn<ValueScale>("present");
        QTest::addColumn<QStringList>("texts");
        const QStringList floats{QStringLiteral("0 – 1 (as stored)"), QStringLiteral("0 – 100"),
            QStringLiteral("0 – 255"), QStringLiteral("0 – 65535"),
            QStringLiteral("Logits (softmax)"),
            QStringLiteral("Logits, each class alone (sigmoid)")};
        QTest::addRow("floats") << 1.0 << ValueScale{} << floats;
        QTest::addRow("binary") << 1.0 << ValueScale{{0, 1}, Activation::None, true} << floats;
        QTest::addRow("a range of its own")
            << 1.0 << ValueScale{{-2, 7.5}} << floats + QStringList{QStringLiteral("-2 – 7.5")};
        QTest::addRow("sixteen bits")
            << 65535.0 << ValueScale{{0, 65535}}
            << QStringList{QStringLiteral("0 – 65535 (as stored)"), QStringLiteral("0 – 1"),
                   QStringLiteral("0 – 100"), QStringLiteral("0 – 255"),
                   QStringLiteral("Logits (softmax)"),
                   QStringLiteral("Logits, each class alone (sigmoid)")};
    }
    void everyScaleIsOfferedOnce()
    {
        QFETCH(double, unit);
        QFETCH(ValueScale, present);
        QFETCH(QStringList, texts);
        ArrayInfo array;
        array.unit = unit;
        QStringList offered;
        for (const ScaleOption& option : scaleOptions(array, present))
            offered.append(option.text);
        QCOMPARE(offered, texts);
    }

    void activationOfAnotherRangeIsThePresentOne()
    {
        const ValueScale present{{0, 255}, Activation::Softmax};
        const auto options = scaleOptions({}, present);
        QCOMPARE(std::ranges::count(options, present, &ScaleOption::scale), 1);
        QCOMPARE(std::ranges::count(options, Activation::Softmax,
                     [](const ScaleOption& option) { return option.scale.activation; }),
            1);
    }
};

QTEST_GUILESS_MAIN(TestReadingOptions)
#include "tst_reading_options.moc"
