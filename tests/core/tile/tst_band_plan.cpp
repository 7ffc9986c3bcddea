// SPDX-License-Identifier: MIT
#include "core/tile/band_plan.h"

#include "tests/support/fake_source.h"
#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

namespace {

VolumeInfo infoOf(
    const char* axes, std::int64_t classes, std::int64_t chunk = 0, std::int64_t chunkClasses = 0)
{
    VolumeInfo info = test::FakeSource({.rows = 3000,
                                           .columns = 2'000'000,
                                           .classes = classes,
                                           .type = ElementType::Float64,
                                           .chunkRows = chunk,
                                           .chunkColumns = chunk,
                                           .chunkClasses = chunkClasses})
                          .info();
    info.axes = *parseAxes(axes);
    return info;
}

} // namespace

class TestBandPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void bandsFitTheProcessorsCacheAndTheChunks_data()
    {
        QTest::addColumn<qint64>("chunk");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("wished");
        QTest::addColumn<qint64>("rows");
        QTest::addRow("256 KB of contiguous rows")
            << qint64{0} << qint64{2560} << qint64{200} << qint64{2};
        QTest::addRow("narrow") << qint64{0} << qint64{256} << qint64{200} << qint64{32};
        QTest::addRow("no more than wished") << qint64{0} << qint64{256} << qint64{5} << qint64{5};
        QTest::addRow("at least one") << qint64{0} << qint64{2'000'000} << qint64{5} << qint64{1};
        QTest::addRow("whole chunks") << qint64{100} << qint64{256} << qint64{1000} << qint64{500};
        QTest::addRow("chunks that are too large")
            << qint64{1000} << qint64{256} << qint64{2000} << qint64{512};
    }
    void bandsFitTheProcessorsCacheAndTheChunks()
    {
        QFETCH(qint64, chunk);
        QFETCH(qint64, columns);
        QFETCH(qint64, wished);
        QFETCH(qint64, rows);
        const Band band = planBand(infoOf("tzyxc", 4, chunk), columns, wished);
        QCOMPARE(qint64{band.rows}, rows);
        QCOMPARE(band.classes, std::int64_t{4});
    }

    void planesOfManyClassesAreReadInGroups_data()
    {
        QTest::addColumn<qint64>("classes");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("together");
        QTest::addRow("few classes: all of some rows")
            << qint64{4} << qint64{1024} << qint64{8} << qint64{4};
        QTest::addRow("many classes: some of more rows")
            << qint64{100} << qint64{256} << qint64{8} << qint64{16};
        QTest::addRow("wide rows: one class")
            << qint64{4} << qint64{100'000} << qint64{1} << qint64{1};
        QTest::addRow("one class alone") << qint64{1} << qint64{256} << qint64{128} << qint64{1};
    }
    void planesOfManyClassesAreReadInGroups()
    {
        QFETCH(qint64, classes);
        QFETCH(qint64, columns);
        QFETCH(qint64, rows);
        QFETCH(qint64, together);
        const Band band = planBand(infoOf("tzcyx", classes), columns, 1000);
        QCOMPARE(qint64{band.rows}, rows);
        QCOMPARE(qint64{band.classes}, together);
    }

    void classesOfAChunkComeTogether_data()
    {
        QTest::addColumn<qint64>("chunkClasses");
        QTest::addColumn<qint64>("together");
        QTest::addRow("each class alone") << qint64{1} << qint64{1};
        QTest::addRow("two of five") << qint64{2} << qint64{2};
        QTest::addRow("all") << qint64{5} << qint64{5};
    }
    void classesOfAChunkComeTogether()
    {
        QFETCH(qint64, chunkClasses);
        QFETCH(qint64, together);
        const VolumeInfo info = infoOf("tzyxc", 5, 64, chunkClasses);
        QCOMPARE(qint64{classesTogether(info)}, together);
        QCOMPARE(qint64{planBand(info, 256, 1000).classes}, together);
    }
};

QTEST_APPLESS_MAIN(TestBandPlan)
#include "tst_band_plan.moc"
