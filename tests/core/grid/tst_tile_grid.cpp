// SPDX-License-Identifier: MIT
#include "core/grid/tile_grid.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

class TestTileGrid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void edgeFollowsTheChunks_data()
    {
        QTest::addColumn<qint64>("chunk");
        QTest::addColumn<qint64>("edge");
        QTest::addRow("no chunks") << qint64{0} << qint64{256};
        QTest::addRow("divides 256") << qint64{64} << qint64{256};
        QTest::addRow("nearest below") << qint64{100} << qint64{300};
        QTest::addRow("just above half") << qint64{129} << qint64{258};
        QTest::addRow("384 stays whole") << qint64{384} << qint64{384};
        QTest::addRow("512 stays whole") << qint64{512} << qint64{512};
        QTest::addRow("too large to be a tile") << qint64{5000} << qint64{256};
        QTest::addRow("one") << qint64{1} << qint64{256};
    }
    void edgeFollowsTheChunks()
    {
        QFETCH(qint64, chunk);
        QFETCH(qint64, edge);
        QCOMPARE(qint64{TileGrid::edgeFor(chunk)}, edge);
    }

    void levelsHalveUntilOneTileHoldsAll()
    {
        const TileGrid grid({1921, 2560}, 256);
        QCOMPARE(grid.levels(), 5);
        QCOMPARE(grid.shapeAt(1), (PlaneShape{961, 1280}));
        QCOMPARE(grid.shapeAt(4), (PlaneShape{121, 160}));
        QCOMPARE(grid.tilesAt(4).count(), 1);
        QCOMPARE(TileGrid({1, 1}, 256).levels(), 1);
    }

    void tilesTileThePlane_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addRow("exact multiple") << qint64{512} << qint64{768};
        QTest::addRow("odd edges") << qint64{517} << qint64{771};
        QTest::addRow("one pixel wide") << qint64{1000} << qint64{1};
        QTest::addRow("one pixel high") << qint64{1} << qint64{1000};
    }
    void tilesTileThePlane()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        const TileGrid grid({rows, columns}, 256);
        for (int level = 0; level < grid.levels(); ++level) {
            qint64 pixels = 0;
            const TileRange all = grid.tilesAt(level);
            for (int row = all.firstRow; row < all.endRow; ++row)
                for (int column = all.firstColumn; column < all.endColumn; ++column) {
                    const PixelRect covered =
                        grid.coveredAtLevel0(level, grid.tileRect(level, row, column));
                    QVERIFY(!covered.isEmpty());
                    pixels += covered.rows * covered.columns;
                }
            QCOMPARE(pixels, rows * columns);
        }
    }

    void findsTheTilesUnderAView_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<qint64>("row");
        QTest::addColumn<qint64>("column");
        QTest::addColumn<qint64>("extent");
        QTest::addColumn<qint64>("tiles");
        QTest::addRow("inside one tile")
            << 0 << qint64{10} << qint64{10} << qint64{20} << qint64{1};
        QTest::addRow("across a corner")
            << 0 << qint64{250} << qint64{250} << qint64{20} << qint64{4};
        QTest::addRow("up to the border only")
            << 0 << qint64{0} << qint64{0} << qint64{256} << qint64{1};
        QTest::addRow("coarser") << 1 << qint64{250} << qint64{250} << qint64{20} << qint64{1};
        QTest::addRow("partly outside")
            << 0 << qint64{-50} << qint64{-50} << qint64{60} << qint64{1};
        QTest::addRow("wholly outside")
            << 0 << qint64{5000} << qint64{0} << qint64{60} << qint64{0};
    }
    void findsTheTilesUnderAView()
    {
        QFETCH(int, level);
        QFETCH(qint64, row);
        QFETCH(qint64, column);
        QFETCH(qint64, extent);
        QFETCH(qint64, tiles);
        const TileGrid grid({1000, 1000}, 256);
        QCOMPARE(qint64{grid.tilesTouching(level, {row, column, extent, extent}).count()}, tiles);
    }
};

QTEST_APPLESS_MAIN(TestTileGrid)
#include "tst_tile_grid.moc"
