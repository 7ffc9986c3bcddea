// SPDX-License-Identifier: MIT
#include "core/levels/cell_census.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <vector>

using namespace tessera;

Q_DECLARE_METATYPE(std::vector<tessera::CellPosition>)

class TestCellCensus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void countsEachPartOnce_data()
    {
        QTest::addColumn<std::vector<CellPosition>>("added");
        QTest::addColumn<int>("known"); // of 3 × 5 first cells
        const auto add = [](const char* name, std::vector<CellPosition> added, int known) {
            QTest::addRow("%s", name) << std::move(added) << known;
        };
        add("nothing", {}, 0);
        add("one", {{3, 0, 0}}, 1);
        add("one twice", {{3, 2, 4}, {3, 2, 4}}, 1);
        add("four at once", {{4, 0, 0}}, 4);
        add("at the far corner", {{4, 1, 2}}, 1);
        add("at the lower edge", {{4, 1, 0}}, 2);
        add("below what is known", {{4, 0, 0}, {3, 1, 1}}, 4);
        add("above what is known", {{3, 1, 1}, {3, 0, 2}, {4, 0, 0}}, 5);
        add("far above what is known", {{3, 1, 1}, {4, 1, 2}, {6, 0, 0}}, 15);
        add("four one by one", {{3, 0, 0}, {3, 1, 0}, {3, 0, 1}, {3, 1, 1}, {3, 0, 0}}, 4);
        add("all of the second level",
            {{4, 0, 0}, {4, 0, 1}, {4, 0, 2}, {4, 1, 0}, {4, 1, 1}, {4, 1, 2}}, 15);
    }
    void countsEachPartOnce()
    {
        QFETCH(std::vector<CellPosition>, added);
        QFETCH(int, known);
        CellCensus census(TileGrid({2 * 128 + 5, 4 * 128 + 1}, 16));
        for (const CellPosition& position : added)
            census.add(position);
        QCOMPARE(census.share(), known / 15.0);
        QCOMPARE(census.isComplete(), known == 15);
        census.clear();
        QCOMPARE(census.share(), 0.0);
    }

    void aHugePlaneIsCountedAtOnce()
    {
        const TileGrid cells({1'000'000'000, 1'000'000'000}, 256);
        CellCensus census(cells);
        census.add({3, 7, 9});
        QVERIFY(census.share() > 0);
        census.add({cells.levels() - 1, 0, 0});
        QVERIFY(census.isComplete());
    }
};

QTEST_APPLESS_MAIN(TestCellCensus)
#include "tst_cell_census.moc"
