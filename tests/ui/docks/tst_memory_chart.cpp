// SPDX-License-Identifier: MIT
#include "ui/docks/memory_chart.h"

#include "tests/support/test_support.h"
#include "ui/theme/shades.h"

#include <QImage>
#include <QPixmap>
#include <QTest>

using namespace tessera;

namespace {

const CostStatus someStatus{megabytes(120), megabytes(140), megabytes(60), megabytes(512), 0, 0};

} // namespace

class TestMemoryChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void drawsWithoutSamples()
    {
        MemoryChart chart;
        chart.resize(300, 120);
        QVERIFY(!chart.grab().isNull());
    }

    void changesWithTheMemory()
    {
        MemoryChart chart;
        chart.resize(300, 120);
        chart.append(0, someStatus);
        chart.append(30'000, someStatus);
        const QImage before = chart.grab().toImage();
        CostStatus more = someStatus;
        more.resident = megabytes(400);
        chart.append(60'000, more);
        QVERIFY(chart.grab().toImage() != before);
    }

    void longSessionsStayCheap()
    {
        MemoryChart chart;
        chart.resize(300, 120);
        for (int i = 0; i < 36'000; ++i)
            chart.append(i * 500, someStatus);
        QBENCHMARK_ONCE
        {
            chart.grab();
        }
        chart.clear();
        QVERIFY(!chart.grab().isNull());
    }
};

QTEST_MAIN(TestMemoryChart)
#include "tst_memory_chart.moc"
