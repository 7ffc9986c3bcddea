// SPDX-License-Identifier: MIT
#include "core/levels/trimmed_cell.h"

#include "tests/support/cells.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace tessera;

namespace {

using Spec = test::CellSpec;
constexpr PlaneShape shape{40, 30};

} // namespace

Q_DECLARE_METATYPE(Spec)

class TestTrimmedCell : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void comesBackToTheLastBit_data()
    {
        QTest::addColumn<Spec>("spec");
        QTest::addColumn<std::size_t>("kept"); // pixels, and the one around
        QTest::addRow("one pixel") << Spec{.shape = shape, .pixels = {{3, 4}}} << std::size_t{2};
        QTest::addRow("two of a row, and what is between")
            << Spec{.shape = shape, .pixels = {{3, 4}, {3, 9}}} << std::size_t{7};
        QTest::addRow("some rows")
            << Spec{.shape = shape, .pixels = {{3, 4}, {7, 20}, {39, 29}}} << std::size_t{4};
        QTest::addRow("at a corner")
            << Spec{.shape = shape, .pixels = {{39, 0}, {39, 1}}} << std::size_t{3};
        QTest::addRow("with counts")
            << Spec{.shape = shape, .hasCounts = true, .pixels = {{3, 4}, {5, 6}}}
            << std::size_t{3};
        QTest::addRow("not a number around")
            << Spec{.shape = shape, .classes = 2, .seed = 5, .pixels = {{8, 8}}} << std::size_t{2};
        QTest::addRow("one column")
            << Spec{.shape = {40, 1}, .classes = 9, .pixels = {{20, 0}}} << std::size_t{2};
    }
    void comesBackToTheLastBit()
    {
        QFETCH(Spec, spec);
        QFETCH(std::size_t, kept);
        const CellPtr cell = test::makeCell(spec);
        const auto small = trimmed(*cell);
        QVERIFY(small);
        QCOMPARE(
            small->means.size(), kept * static_cast<std::size_t>(spec.classes) * sizeof(float));
        QVERIFY(small->bytes().value * 2 <= cell->bytes().value);
        QVERIFY(test::areSame(untrimmed(*small), *cell));
    }

    // The pixel that lies around is looked for in each corner.
    void whatFillsACornerIsTrimmedToo()
    {
        MeanCell cell;
        cell.shape = {20, 20};
        cell.means = AlignedBuffer(std::size_t{20} * 20 * sizeof(float));
        std::ranges::fill(cell.means.as<float>(), 0.5F);
        std::ranges::fill(cell.means.as<float>().first(25), 0.25F);
        const auto small = trimmed(cell);
        QVERIFY(small);
        QVERIFY(test::areSame(untrimmed(*small), cell));
    }

    void whatIsFullIsNotTrimmed_data()
    {
        QTest::addColumn<Spec>("spec");
        QTest::addRow("plain") << Spec{.shape = shape};
        QTest::addRow("with counts") << Spec{.shape = shape, .hasCounts = true};
        QTest::addRow("uniform") << Spec{.shape = shape, .isUniform = true};
        QTest::addRow("one pixel") << Spec{.shape = {1, 1}};
    }
    void whatIsFullIsNotTrimmed()
    {
        QFETCH(Spec, spec);
        QVERIFY(!trimmed(*test::makeCell(spec)));
    }

    void whatHasOtherBuffersIsNotTrimmed()
    {
        MeanCell cell;
        cell.means = AlignedBuffer(100);
        QVERIFY(!trimmed(cell)); // no shape
        cell.shape = {10, 10};
        cell.classes = 4;
        QVERIFY(!trimmed(cell));
    }

    void spansAreWithinTheirRow_data()
    {
        QTest::addColumn<std::vector<RowSpan>>("spans");
        QTest::addColumn<int>("pixels"); // -1: none
        constexpr std::int32_t huge = 0x7FFF'FFFF;
        QTest::addRow("none") << std::vector<RowSpan>{} << 0;
        QTest::addRow("some") << std::vector<RowSpan>{{0, 5}, {3, 2}, {5, 0}} << 7;
        QTest::addRow("too long") << std::vector<RowSpan>{{0, 6}} << -1;
        QTest::addRow("beyond the end") << std::vector<RowSpan>{{6, 0}} << -1;
        QTest::addRow("before the row") << std::vector<RowSpan>{{-1, 2}} << -1;
        QTest::addRow("less than nothing") << std::vector<RowSpan>{{2, -1}} << -1;
        QTest::addRow("huge") << std::vector<RowSpan>{{huge, huge}} << -1;
    }
    void spansAreWithinTheirRow()
    {
        QFETCH(std::vector<RowSpan>, spans);
        QFETCH(int, pixels);
        const auto found = pixelsOf(spans, 5);
        QCOMPARE(found ? static_cast<int>(*found) : -1, pixels);
    }
};

QTEST_GUILESS_MAIN(TestTrimmedCell)
#include "tst_trimmed_cell.moc"
