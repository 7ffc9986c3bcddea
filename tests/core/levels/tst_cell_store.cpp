// SPDX-License-Identifier: MIT
#include "core/levels/cell_store.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace tessera;

namespace {

constexpr CellPosition first{3, 0, 0};
constexpr CellPosition second{3, 0, 1};
constexpr CellPosition third{4, 0, 0};

NotedCell cellOf(std::size_t bytes, std::shared_ptr<const void> note = nullptr)
{
    auto cell = std::make_shared<MeanCell>();
    cell->means = AlignedBuffer(bytes);
    return {std::move(cell), std::move(note)};
}

} // namespace

class TestCellStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void cellsArePlanesOwn()
    {
        CellStore store(megabytes(1));
        const NotedCell cell = cellOf(100);
        store.insert(1, first, cell);
        QCOMPARE(store.find(1, first).cell, cell.cell);
        QVERIFY(!store.find(2, first).cell);
        QVERIFY(!store.find(1, second).cell);
    }

    void dropsWhatWasAskedForLongestAgo()
    {
        CellStore store({25'000});
        store.insert(1, first, cellOf(10'000));
        store.insert(1, second, cellOf(10'000));
        QVERIFY(store.find(1, first).cell);
        store.insert(1, third, cellOf(10'000));
        QVERIFY(store.find(1, first).cell);
        QVERIFY(!store.find(1, second).cell);
        QVERIFY(store.find(1, third).cell);
        QVERIFY(store.held() <= store.budget());
    }

    void whatIsLargerThanTheBudgetIsNotKept()
    {
        CellStore store({5'000});
        store.insert(1, first, cellOf(1'000));
        store.insert(1, second, cellOf(10'000));
        QVERIFY(!store.find(1, second).cell);
        QVERIFY(store.find(1, first).cell);
    }

    void anotherCellTakesThePlaceOfTheFormer()
    {
        CellStore store(megabytes(1));
        store.insert(1, first, cellOf(1'000));
        const ByteCount one = store.held();
        store.insert(1, first, cellOf(1'000));
        QCOMPARE(store.held(), one);
    }

    void tinyCellsCount()
    {
        CellStore store({2'000});
        for (std::int32_t column = 0; column < 100; ++column)
            store.insert(1, {3, 0, column}, cellOf(4));
        QVERIFY(store.held() <= ByteCount{2'000});
        QVERIFY(!store.find(1, first).cell);
    }

    void whatIsNearlyEmptyTakesLittle()
    {
        CellStore store(megabytes(1));
        auto cell = std::make_shared<MeanCell>();
        cell->shape = {256, 256};
        cell->means = AlignedBuffer(std::size_t{256} * 256 * sizeof(float));
        std::ranges::fill(cell->means.as<float>(), 0.0F);
        cell->means.as<float>()[1000] = 1;
        const auto note = std::make_shared<const int>(7);
        for (std::int32_t column = 0; column < 100; ++column)
            store.insert(1, {3, 0, column}, {cell, note});
        const NotedCell found = store.find(1, first);
        QVERIFY(found.cell);
        QCOMPARE(found.note, note);
        QVERIFY(std::ranges::equal(found.cell->means.as<const float>(), cell->means.as<float>()));
    }

    void aPlaneGoesAsAWhole()
    {
        CellStore store(megabytes(1));
        store.insert(1, first, cellOf(10));
        store.insert(1, third, cellOf(10));
        store.insert(2, first, cellOf(10));
        store.drop(1);
        QVERIFY(!store.find(1, first).cell);
        QVERIFY(!store.find(1, third).cell);
        QVERIFY(store.find(2, first).cell);
        store.drop(2);
        QCOMPARE(store.held(), ByteCount{0});
    }

    void notedCellsGoAlone()
    {
        CellStore store(megabytes(1));
        store.insert(1, first, cellOf(10));
        store.insert(1, second, cellOf(10, std::make_shared<int>(1)));
        store.insert(2, second, cellOf(10, std::make_shared<int>(2)));
        QVERIFY(store.dropNoted(1));
        QVERIFY(!store.dropNoted(1));
        QVERIFY(store.find(1, first).cell);
        QVERIFY(!store.find(1, second).cell);
        QVERIFY(store.find(2, second).note);
    }
};

QTEST_APPLESS_MAIN(TestCellStore)
#include "tst_cell_store.moc"
