// SPDX-License-Identifier: MIT
#include "ui/docks/tile_chart.h"

#include "tests/support/test_support.h"
#include "ui/theme/shades.h"

#include <QImage>
#include <QPixmap>
#include <QTest>

using namespace tessera;

namespace {

std::int64_t countColour(const QImage& image, QRgb colour)
{
    std::int64_t count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour ? 1 : 0;
    }
    return count;
}

std::vector<TileBill> someBills(std::size_t count)
{
    TileBill bill;
    bill.readNs = 1'000'000;
    bill.reduceNs = 500'000;
    bill.paintNs = 500'000;
    return std::vector<TileBill>(count, bill);
}

} // namespace

class TestTileChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void drawsWithoutTiles()
    {
        TileChart chart;
        chart.resize(300, 120);
        QVERIFY(!chart.grab().isNull());
    }

    void surviveAnySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addRow("a pixel") << QSize(1, 1);
        QTest::addRow("a column") << QSize(10, 400);
        QTest::addRow("a strip") << QSize(2000, 10);
    }
    void surviveAnySize()
    {
        QFETCH(QSize, size);
        TileChart chart;
        chart.resize(size);
        chart.setBills(someBills(TileChart::capacity + 100));
        QCOMPARE(chart.grab().size(), size);
    }

    void longerStagesTakeMoreRoom()
    {
        TileChart chart;
        chart.resize(300, 160);
        chart.setBills(someBills(40));
        const QImage image = chart.grab().toImage();
        const std::int64_t read = countColour(image, accentShade(chart.palette(), 0).rgb());
        const std::int64_t reduce = countColour(image, accentShade(chart.palette(), 1).rgb());
        QVERIFY(reduce > 0);
        QVERIFY(read > reduce + reduce / 2);
    }
};

QTEST_MAIN(TestTileChart)
#include "tst_tile_chart.moc"
