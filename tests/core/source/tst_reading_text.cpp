// SPDX-License-Identifier: MIT
#include "core/source/reading_text.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestReadingText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void scalesAreSaidInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ValueScale>("scale");
        QTest::addRow("stored") << QStringLiteral("stored") << ValueScale{rangeOfType};
        QTest::addRow("percent") << QStringLiteral("percent") << ValueScale{{0, 100}};
        QTest::addRow("logits") << QStringLiteral("logits") << ValueScale{{}, Activation::Softmax};
        QTest::addRow("sigmoid") << QStringLiteral("sigmoid")
                                 << ValueScale{{}, Activation::Sigmoid};
        QTest::addRow("range") << QStringLiteral("-1.5..255") << ValueScale{{-1.5, 255}};
    }
    void scalesAreSaidInWords()
    {
        QFETCH(QString, text);
        QFETCH(ValueScale, scale);
        QCOMPARE(parseScale(text.toStdString()), std::optional(scale));
    }

    void whatIsNoScaleIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "Percent", "1..1", "5..1", "0..nan", "0..inf", "..", "0..",
                 "..1", "0.. 1", "0..1x", "1e999..2e999"})
            QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
    }
    void whatIsNoScaleIsRefused()
    {
        QFETCH(QString, text);
        QCOMPARE(parseScale(text.toStdString()), std::nullopt);
    }

    void wishesComeBack_data()
    {
        QTest::addColumn<ReadingWish>("wish");
        QTest::addRow("nothing") << ReadingWish{};
        QTest::addRow("axes") << ReadingWish{.axes = parseAxes("btzyxc")};
        QTest::addRow("range to the bit") << ReadingWish{.scale = ValueScale{{-1e-300, 0.1 + 0.2}}};
        QTest::addRow("range of the type") << ReadingWish{.scale = ValueScale{rangeOfType}};
        QTest::addRow("softmax") << ReadingWish{.scale = ValueScale{{}, Activation::Softmax}};
        QTest::addRow("binary") << ReadingWish{.isBinary = true};
        QTest::addRow("not binary") << ReadingWish{.isBinary = false};
        QTest::addRow("all") << ReadingWish{
            parseAxes("czyx"), ValueScale{{2, 3}, Activation::Sigmoid}, true, PlaneAxes::YZ};
    }
    void wishesComeBack()
    {
        QFETCH(ReadingWish, wish);
        QCOMPARE(parseWish(toText(wish)), std::optional(wish));
    }

    void whatIsNoWishIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "yxc", "- - - -", "yy - - - xy", "- 0..1 - - xy",
                 "- 1..0 none - xy", "- - - - zz", "- - - - xy more"})
            QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
    }
    void whatIsNoWishIsRefused()
    {
        QFETCH(QString, text);
        QCOMPARE(parseWish(text.toStdString()), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestReadingText)
#include "tst_reading_text.moc"
