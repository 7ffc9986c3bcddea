// SPDX-License-Identifier: MIT
#include "ui/view/scale_bar.h"

#include "tests/support/test_support.h"

#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QTest>

#include <limits>

using namespace tessera;

class TestScaleBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void lengthIsTheLongestRoundOne_data()
    {
        QTest::addColumn<double>("size");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("pixels");
        const QString micro = QStringLiteral("µm");
        QTest::addRow("hundreds") << 1.0 << micro << QStringLiteral("100 µm") << 100.0;
        QTest::addRow("two") << 0.4 << micro << QStringLiteral("50 µm") << 125.0;
        QTest::addRow("exactly as long as it may be")
            << 1.0 / 1.6 << micro << QStringLiteral("100 µm") << 160.0;
        QTest::addRow("parts of a micrometre")
            << 0.001 << micro << QStringLiteral("100 nm") << 100.0;
        QTest::addRow("one micrometre") << 0.01 << micro << QStringLiteral("1 µm") << 100.0;
        QTest::addRow("thousands of micrometres")
            << 25.0 << micro << QStringLiteral("2 mm") << 80.0;
        QTest::addRow("ASCII") << 1.0 << QStringLiteral("um") << QStringLiteral("100 µm") << 100.0;
        QTest::addRow("Greek letter")
            << 1.0 << QStringLiteral("μm") << QStringLiteral("100 µm") << 100.0;
        QTest::addRow("in words, many")
            << 4.0 << QStringLiteral("Nanometers") << QStringLiteral("500 nm") << 125.0;
        QTest::addRow("metres") << 30.0 << QStringLiteral("m") << QStringLiteral("2 km")
                                << 2000 / 30.0;
        QTest::addRow("less than any unit")
            << 1e-9 << QStringLiteral("pm") << QStringLiteral("1e-07 pm") << 100.0;
        QTest::addRow("a unit of its own")
            << 0.1 << QStringLiteral("arcsec") << QStringLiteral("10 arcsec") << 100.0;
        QTest::addRow("no unit") << 1.0 << QString() << QStringLiteral("100 px") << 100.0;
        QTest::addRow("no unit, magnified")
            << 1 / 64.0 << QString() << QStringLiteral("2 px") << 128.0;
    }
    void lengthIsTheLongestRoundOne()
    {
        QFETCH(double, size);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QFETCH(double, pixels);
        const ScaleLength length = scaleLength(size, unit, 160);
        QCOMPARE(length.text, text);
        QCOMPARE(length.pixels, pixels);
    }

    void sizeThatMakesNoSenseHasNoBar_data()
    {
        QTest::addColumn<double>("size");
        QTest::addRow("zero") << 0.0;
        QTest::addRow("negative") << -1.0;
        QTest::addRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::addRow("infinite") << std::numeric_limits<double>::infinity();
        QTest::addRow("too large to be told") << 1e308;
    }
    void sizeThatMakesNoSenseHasNoBar()
    {
        QFETCH(double, size);
        QCOMPARE(scaleLength(size, QStringLiteral("mm"), 160), ScaleLength());
    }

    void barIsAsLongAsItSays_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addRow("once") << 1.0;
        QTest::addRow("one and a half") << 1.5;
        QTest::addRow("twice") << 2.0;
    }
    void barIsAsLongAsItSays()
    {
        QFETCH(double, ratio);
        QImage picture(500, 200, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QPalette palette(Qt::white);
        palette.setColor(QPalette::WindowText, Qt::blue);
        QPainter painter(&picture);
        drawScaleBar(painter, palette, {QString(), 123}, {10, 90}, ratio);
        painter.end();
        const int row = static_cast<int>((90 - 7) * ratio);
        int blue = 0;
        for (int x = 0; x < picture.width(); ++x)
            blue += picture.pixel(x, row) == qRgb(0, 0, 255) ? 1 : 0;
        QCOMPARE(blue, 123);
    }
};

QTEST_MAIN(TestScaleBar)
#include "tst_scale_bar.moc"
