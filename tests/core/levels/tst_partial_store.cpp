// SPDX-License-Identifier: MIT
#include "core/levels/partial_store.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <vector>

using namespace tessera;

namespace {

// 16 × 16 pixels a cell; level 3 has 42 × 26 pixels: 3 × 2 cells.
const TileGrid grid({331, 203}, 16);
constexpr CellPosition inside{3, 0, 0};
constexpr CellPosition corner{3, 2, 1};
constexpr std::int64_t classes = 3;

float valueAt(std::int64_t row, std::int64_t column, std::int64_t index)
{
    return static_cast<float>((row * 31 + column) * classes + index);
}

MeanCell partOf(const PixelRect& rect)
{
    MeanCell part = makeMeans({grid, firstKeptLevel, rect}, classes);
    float* value = part.means.as<float>().data();
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row)
        for (std::int64_t column = rect.column; column < rect.column + rect.columns; ++column)
            for (std::int64_t index = 0; index < classes; ++index)
                *value++ = valueAt(row, column, index);
    return part;
}

bool isRight(const MeanCell& cell, const CellPosition& position)
{
    const MeanCell expected = partOf(rectOf(grid, position).rect);
    return std::ranges::equal(cell.means.as<const float>(), expected.means.as<const float>());
}

std::optional<MeanCell> put(
    PartialStore& store, const CellPosition& position, const PixelRect& rect, std::uint64_t plane)
{
    return store.put(plane, grid, position, rect, partOf(rect));
}

} // namespace

class TestPartialStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aCellIsGivenAwayWithItsLastPixel_data()
    {
        QTest::addColumn<CellPosition>("position");
        QTest::addColumn<std::vector<PixelRect>>("before");
        QTest::addColumn<PixelRect>("last");
        QTest::addRow("all at once")
            << inside << std::vector<PixelRect>{} << PixelRect{0, 0, 16, 16};
        QTest::addRow("bands that are wider than it")
            << inside << std::vector<PixelRect>{{0, 0, 5, 26}, {9, 0, 9, 26}}
            << PixelRect{5, 0, 4, 26};
        QTest::addRow("a single pixel")
            << inside
            << std::vector<PixelRect>{{0, 0, 7, 16}, {8, 0, 8, 16}, {7, 0, 1, 3}, {7, 4, 1, 12}}
            << PixelRect{7, 3, 1, 1};
        QTest::addRow("pixels that come twice")
            << inside << std::vector<PixelRect>{{0, 0, 9, 16}, {0, 0, 9, 16}, {4, 0, 8, 16}}
            << PixelRect{8, 0, 8, 16};
        QTest::addRow("where the plane ends")
            << corner << std::vector<PixelRect>{{30, 0, 6, 26}} << PixelRect{36, 10, 6, 16};
    }
    void aCellIsGivenAwayWithItsLastPixel()
    {
        QFETCH(CellPosition, position);
        QFETCH(std::vector<PixelRect>, before);
        QFETCH(PixelRect, last);
        PartialStore store(megabytes(1));
        for (const PixelRect& rect : before) {
            QVERIFY(!put(store, position, rect, 1));
            QVERIFY(store.holds(1, position));
            QVERIFY(store.held() > ByteCount{0});
        }
        const auto whole = put(store, position, last, 1);
        QVERIFY(whole);
        QVERIFY(isRight(*whole, position));
        QCOMPARE(whole->counts.size(), std::size_t{0});
        QVERIFY(!store.holds(1, position));
        QCOMPARE(store.held(), ByteCount{0});
    }

    void countsAreKeptWhereTheyTellSomething_data()
    {
        QTest::addColumn<std::int64_t>("column");
        QTest::addColumn<bool>("isCounted");
        QTest::addRow("NaN under the cell") << std::int64_t{15} << true;
        QTest::addRow("NaN beside it") << std::int64_t{16} << false;
    }
    void countsAreKeptWhereTheyTellSomething()
    {
        QFETCH(std::int64_t, column);
        QFETCH(bool, isCounted);
        const PixelRect rect{0, 0, 16, 26};
        MeanCell part = partOf(rect);
        ensureCounts({grid, firstKeptLevel, rect}, part);
        part.counts.as<std::uint64_t>()[static_cast<std::size_t>(column * classes + 1)] = 5;
        PartialStore store(megabytes(1));
        const auto whole = store.put(1, grid, inside, rect, part);
        QVERIFY(whole);
        QCOMPARE(whole->counts.size() > 0, isCounted);
        QCOMPARE(std::ranges::count(whole->counts.as<const std::uint64_t>(), std::uint64_t{5}),
            isCounted ? 1 : 0);
    }

    void whatGotNothingForLongestGoesFirst()
    {
        const PixelRect row{0, 0, 1, 26};
        const PixelRect next{1, 0, 1, 26};
        PartialStore store(PartialCell::bytesWithoutCounts(grid, inside, classes)
            + PartialCell::bytesWithoutCounts(grid, inside, classes));
        QVERIFY(!put(store, inside, row, 1));
        QVERIFY(!put(store, inside, row, 2));
        QVERIFY(!put(store, inside, next, 1));
        QVERIFY(!put(store, inside, row, 3));
        QVERIFY(store.holds(1, inside));
        QVERIFY(!store.holds(2, inside));
        QVERIFY(store.holds(3, inside));
    }

    void whatIsTooLargeIsNotBegun()
    {
        PartialStore store(ByteCount{1000});
        QVERIFY(!put(store, inside, {0, 0, 1, 16}, 1));
        QVERIFY(!store.holds(1, inside));
        QCOMPARE(store.held(), ByteCount{0});
    }

    void canBeTakenAndGivenBack()
    {
        PartialStore store(megabytes(1));
        QVERIFY(!store.take(1, inside));
        QVERIFY(!put(store, inside, {0, 0, 5, 16}, 1));
        auto cell = store.take(1, inside);
        QVERIFY(cell);
        QVERIFY(cell->has({0, 0, 5, 16}));
        QVERIFY(!cell->has({4, 3, 2, 1}));
        QCOMPARE(store.held(), ByteCount{0});
        cell->setThere({5, 0, 1, 16});
        QVERIFY(cell->has({4, 3, 2, 1}));
        store.give(1, inside, *std::move(cell));
        QVERIFY(store.held() > ByteCount{0});
        QVERIFY(!put(store, inside, {5, 0, 10, 16}, 1));
        const auto whole = put(store, inside, {15, 0, 1, 26}, 1);
        QVERIFY(whole);
        QVERIFY(isRight(*whole, inside));
    }

    void canBeDropped()
    {
        PartialStore store(megabytes(1));
        QVERIFY(!put(store, inside, {0, 0, 1, 16}, 1));
        QVERIFY(!put(store, corner, {41, 16, 1, 10}, 1));
        QVERIFY(!put(store, inside, {0, 0, 1, 16}, 2));
        store.drop(1, inside);
        QVERIFY(!store.holds(1, inside));
        QVERIFY(store.holds(1, corner));
        store.drop(1);
        QVERIFY(!store.holds(1, corner));
        QVERIFY(store.holds(2, inside));
    }
};

QTEST_APPLESS_MAIN(TestPartialStore)
#include "tst_partial_store.moc"
