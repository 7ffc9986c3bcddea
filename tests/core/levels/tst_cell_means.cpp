// SPDX-License-Identifier: MIT
#include "core/levels/cell_means.h"

#include "core/levels/cell_parts.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

// 4 × 4 pixels a cell; level 4 has 3 × 3 pixels in one cell of it, level 3 has 6 × 5 in four.
const TileGrid cells({44, 39}, 4);
constexpr CellPosition above{4, 0, 0};

MeanCell filled(const CellPosition& position, const std::vector<float>& values)
{
    MeanCell cell = makeCell(cells, position, 1);
    std::ranges::copy(values, cell.means.as<float>().begin());
    return cell;
}

MeanCell constant(const CellPosition& position, float value)
{
    MeanCell cell = makeCell(cells, position, 1);
    std::ranges::fill(cell.means.as<float>(), value);
    return cell;
}

CellPtr shared(MeanCell cell)
{
    return std::make_shared<const MeanCell>(std::move(cell));
}

CellPtr compacted(MeanCell cell)
{
    compactIfUniform(cell);
    return shared(std::move(cell));
}

std::vector<float> meansOf(const MeanCell& cell)
{
    const auto means = cell.means.as<const float>();
    return {means.begin(), means.end()};
}

} // namespace

class TestCellMeans : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void edgesDivideThoseOfTiles_data()
    {
        QTest::addColumn<int>("tileEdge");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("edge"); // 0: none
        QTest::addRow("four classes") << 256 << 4 << 256;
        QTest::addRow("five classes") << 256 << 5 << 128;
        QTest::addRow("twenty classes") << 256 << 20 << 64;
        QTest::addRow("three hundred classes") << 256 << 300 << 16;
        QTest::addRow("as many as there can be") << 256 << 4096 << 8;
        QTest::addRow("no power of two") << 300 << 12 << 100;
        QTest::addRow("a prime") << 257 << 20 << 257;
        QTest::addRow("a prime, too many classes") << 509 << 4096 << 0;
    }
    void edgesDivideThoseOfTiles()
    {
        QFETCH(int, tileEdge);
        QFETCH(int, classes);
        QFETCH(int, edge);
        QCOMPARE(cellEdgeFor(tileEdge, classes).value_or(0), edge);
    }

    void sumsAreWeightedByWhatLiesUnderThem()
    {
        // The last column of level 3 has 7 columns of samples under it, the last row 4 rows.
        const CellPtr nw = shared(constant({3, 0, 0}, 1));
        const CellPtr ne = shared(constant({3, 0, 1}, 2));
        const CellPtr sw = shared(constant({3, 1, 0}, 4));
        const CellPtr se = shared(constant({3, 1, 1}, 8));
        const MeanCell made = combineCells(cells, above, {nw, ne, sw, se});
        QVERIFY(!made.isUniform);
        QCOMPARE(made.shape, (PlaneShape{3, 3}));
        QCOMPARE(meansOf(made), (std::vector<float>{1, 1, 2, 1, 1, 2, 4, 4, 8}));
    }

    void aMeanOfUnequalAreasLeansToTheLarger()
    {
        // One column of level 3 is 8 samples wide, the next one 4.
        const TileGrid narrow({8, 12}, 4);
        MeanCell cell = makeCell(narrow, {3, 0, 0}, 1);
        cell.means.as<float>()[0] = 0;
        cell.means.as<float>()[1] = 3;
        const MeanCell made =
            combineCells(narrow, {4, 0, 0}, {shared(std::move(cell)), nullptr, nullptr, nullptr});
        QCOMPARE(meansOf(made), std::vector<float>{1});
    }

    void samplesThatAreNoNumbersDoNotCount()
    {
        MeanCell nw = filled(
            {3, 0, 0}, {1, std::nanf(""), 5, 5, 3, std::nanf(""), 5, 5, 5, 5, 5, 5, 5, 5, 5, 5});
        ensureCounts(rectOf(cells, {3, 0, 0}), nw);
        nw.counts.as<std::uint64_t>()[0] = 10;
        nw.counts.as<std::uint64_t>()[1] = 0;
        nw.counts.as<std::uint64_t>()[4] = 30;
        nw.counts.as<std::uint64_t>()[5] = 0;
        const MeanCell made = combineCells(cells, above,
            {shared(std::move(nw)), shared(constant({3, 0, 1}, 5)), shared(constant({3, 1, 0}, 5)),
                shared(constant({3, 1, 1}, 5))});
        QCOMPARE(made.means.as<const float>()[0], 2.5F);
        QCOMPARE(made.counts.as<const std::uint64_t>()[0], std::uint64_t{40});
        QCOMPARE(made.means.as<const float>()[1], 5.0F);
        QCOMPARE(made.counts.as<const std::uint64_t>()[1], std::uint64_t{256});
        QCOMPARE(made.counts.as<const std::uint64_t>()[8], std::uint64_t{12 * 7});
    }

    void countsThatFollowFromThePlaneChangeNothing()
    {
        std::vector<float> values(16);
        std::ranges::generate(values, [value = 0.1F]() mutable { return value *= 1.3F; });
        const auto combined = [&](bool areCounted) {
            MeanCell nw = filled({3, 0, 0}, values);
            if (areCounted)
                ensureCounts(rectOf(cells, {3, 0, 0}), nw);
            return meansOf(combineCells(cells, above,
                {shared(std::move(nw)), compacted(constant({3, 0, 1}, 0.1F)),
                    compacted(constant({3, 1, 0}, 0.2F)), shared(constant({3, 1, 1}, 0.3F))}));
        };
        QCOMPARE(combined(false), combined(true));
    }

    void fourEqualCellsMakeOneOfTheSame_data()
    {
        QTest::addColumn<float>("last");
        QTest::addColumn<bool>("isUniform");
        QTest::addRow("equal") << 0.25F << true;
        QTest::addRow("one differs") << 0.5F << false;
    }
    void fourEqualCellsMakeOneOfTheSame()
    {
        QFETCH(float, last);
        QFETCH(bool, isUniform);
        const MeanCell made = combineCells(cells, above,
            {compacted(constant({3, 0, 0}, 0.25F)), compacted(constant({3, 0, 1}, 0.25F)),
                compacted(constant({3, 1, 0}, 0.25F)), compacted(constant({3, 1, 1}, last))});
        QCOMPARE(made.isUniform, isUniform);
        QCOMPARE(made.means.as<const float>()[0], 0.25F);
        QCOMPARE(made.means.size(), (isUniform ? 1 : 9) * sizeof(float));
    }

    void onlyEqualPixelsAreOne()
    {
        MeanCell cell = constant({3, 0, 0}, 0.5F);
        cell.means.as<float>()[15] = 0.75F;
        compactIfUniform(cell);
        QVERIFY(!cell.isUniform);
        cell.means.as<float>()[15] = 0.5F;
        ensureCounts(rectOf(cells, {3, 0, 0}), cell);
        compactIfUniform(cell);
        QVERIFY(!cell.isUniform); // whoever has counts keeps them
    }
};

QTEST_APPLESS_MAIN(TestCellMeans)
#include "tst_cell_means.moc"
