// SPDX-License-Identifier: MIT
#include "ui/bars/progress_line.h"

#include "tests/support/test_support.h"

#include <QImage>
#include <QPixmap>
#include <QProxyStyle>
#include <QTest>

using namespace tessera;

namespace {

class StillStyle : public QProxyStyle {
public:
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* data) const override
    {
        return hint == SH_Widget_Animation_Duration
            ? 0
            : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

} // namespace

class TestProgressLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void shortWorkIsNeverShown()
    {
        ProgressLine line;
        line.setActive(true);
        QVERIFY(!line.isShown());
        line.setActive(false);
        ProgressLine startedLater;
        startedLater.setActive(true);
        QTRY_VERIFY(startedLater.isShown());
        QVERIFY(!line.isShown());
    }

    void longWorkIsShownUntilItEnds()
    {
        ProgressLine line;
        line.setActive(true);
        QTRY_VERIFY(line.isShown());
        line.setActive(false);
        QVERIFY(!line.isShown());
    }

    void takesItsHeightAlways()
    {
        ProgressLine line;
        QCOMPARE(line.height(), 3);
        line.setActive(true);
        QCOMPARE(line.height(), 3);
    }

    void drawsTheFraction()
    {
        ProgressLine line;
        line.resize(100, 3);
        line.setFraction(0.4);
        line.setActive(true);
        QTRY_VERIFY(line.isShown());
        const QImage image = line.grab().toImage();
        const QRgb accent = line.palette().color(QPalette::Highlight).rgb();
        QCOMPARE(image.pixel(39, 1), accent);
        QVERIFY(image.pixel(41, 1) != accent);
    }

    void standsStillWhereTheStyleWantsNoAnimation()
    {
        StillStyle style;
        ProgressLine line;
        line.setStyle(&style);
        line.resize(100, 3);
        line.setActive(true);
        QTRY_VERIFY(line.isShown());
        const QImage image = line.grab().toImage();
        QCOMPARE(image.pixel(1, 1), image.pixel(98, 1));
        QVERIFY(image.pixel(1, 1) != line.palette().color(QPalette::Window).rgb());
    }
};

QTEST_MAIN(TestProgressLine)
#include "tst_progress_line.moc"
