// SPDX-License-Identifier: MIT
#include "core/session/visible_tiles.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

using namespace tessera;

namespace {

std::pair<int, int> placeOf(const TilePosition& tile)
{
    return {tile.row, tile.column};
}

} // namespace

class TestVisibleTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void theTileInTheMiddleComesFirst_data()
    {
        QTest::addColumn<qint64>("row");
        QTest::addColumn<qint64>("column");
        QTest::addColumn<qint64>("extent");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("tileRow");
        QTest::addColumn<int>("tileColumn");
        QTest::addRow("the whole plane") << qint64{0} << qint64{0} << qint64{1280} << 0 << 2 << 2;
        QTest::addRow("top left") << qint64{0} << qint64{0} << qint64{700} << 0 << 1 << 1;
        QTest::addRow("bottom") << qint64{600} << qint64{100} << qint64{600} << 0 << 3 << 1;
        QTest::addRow("coarser") << qint64{512} << qint64{0} << qint64{600} << 1 << 1 << 0;
        QTest::addRow("reaching outside")
            << qint64{-1000} << qint64{-1000} << qint64{1300} << 0 << 0 << 0;
    }
    void theTileInTheMiddleComesFirst()
    {
        QFETCH(qint64, row);
        QFETCH(qint64, column);
        QFETCH(qint64, extent);
        QFETCH(int, level);
        QFETCH(int, tileRow);
        QFETCH(int, tileColumn);
        const auto tiles =
            tilesFromCentre(TileGrid({1280, 1280}, 256), {{row, column, extent, extent}, level});
        QCOMPARE(placeOf(tiles.front()), (std::pair{tileRow, tileColumn}));
    }

    void eachVisibleTileComesOnce()
    {
        const auto tiles = tilesFromCentre(TileGrid({1000, 1300}, 256), {{0, 0, 1000, 1300}, 0});
        std::set<std::pair<int, int>> places;
        std::ranges::transform(tiles, std::inserter(places, places.end()), placeOf);
        QCOMPARE(tiles.size(), std::size_t{4 * 6});
        QCOMPARE(places.size(), tiles.size());
    }

    void tilesFarFromTheMiddleComeLast()
    {
        const auto tiles = tilesFromCentre(TileGrid({1280, 1280}, 256), {{0, 0, 1280, 1280}, 0});
        std::set<std::pair<int, int>> last;
        std::ranges::transform(
            tiles.end() - 4, tiles.end(), std::inserter(last, last.end()), placeOf);
        QCOMPARE(last, (std::set<std::pair<int, int>>{{0, 0}, {0, 4}, {4, 0}, {4, 4}}));
    }

    void nothingIsVisibleBesideThePlane()
    {
        QVERIFY(tilesFromCentre(TileGrid({100, 100}, 256), {{200, 0, 50, 50}, 0}).empty());
        QVERIFY(tilesFromCentre(TileGrid({100, 100}, 256), {}).empty());
    }

    void levelFollowsTheScale_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("level");
        QTest::addRow("magnified") << 64.0 << 0;
        QTest::addRow("one to one") << 1.0 << 0;
        QTest::addRow("just below") << 0.999 << 0;
        QTest::addRow("just above one half") << 0.5001 << 0;
        QTest::addRow("one half") << 0.5 << 1;
        QTest::addRow("one half, rounded up on the way") << 0.5000000000000001 << 1;
        QTest::addRow("one third") << 1.0 / 3 << 1;
        QTest::addRow("one quarter") << 0.25 << 2;
        QTest::addRow("one quarter by steps") << 1.0 / 1.6 / 2.5 << 2;
        QTest::addRow("one eighth") << 0.125 << 3;
        QTest::addRow("no coarser level") << 0.001 << 5;
        QTest::addRow("tiny") << std::numeric_limits<double>::denorm_min() << 5;
        QTest::addRow("huge") << std::numeric_limits<double>::max() << 0;
        QTest::addRow("infinite") << std::numeric_limits<double>::infinity() << 0;
        QTest::addRow("zero") << 0.0 << 5;
        QTest::addRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 5;
    }
    void levelFollowsTheScale()
    {
        QFETCH(double, scale);
        QFETCH(int, level);
        const TileGrid grid({8192, 8192}, 256); // six levels
        QCOMPARE(levelForScale(grid, scale), level);
    }

    void meansAreReadUpToALimitOfSamples_data()
    {
        QTest::addColumn<qint64>("extent");
        QTest::addColumn<qint64>("classes");
        QTest::addColumn<bool>("isSmall");
        QTest::addRow("4000 x 4000 x 4 is the limit") << qint64{4000} << qint64{4} << true;
        QTest::addRow("one class more") << qint64{4000} << qint64{5} << false;
        QTest::addRow("a corner of it") << qint64{400} << qint64{256} << true;
        QTest::addRow("whole tiles count") << qint64{400} << qint64{257} << false;
    }
    void meansAreReadUpToALimitOfSamples()
    {
        QFETCH(qint64, extent);
        QFETCH(qint64, classes);
        QFETCH(bool, isSmall);
        const TileGrid grid({4000, 4000}, 250);
        QCOMPARE(isSmallEnoughForMeans(grid, {{0, 0, extent, extent}, 1}, classes), isSmall);
    }
};

QTEST_APPLESS_MAIN(TestVisibleTiles)
#include "tst_visible_tiles.moc"
