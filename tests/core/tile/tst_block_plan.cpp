// SPDX-License-Identifier: MIT
#include "core/tile/block_plan.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <iterator>
#include <random>

using namespace tessera;

namespace {

std::vector<std::size_t> ranksOf(const std::vector<TileRun>& runs)
{
    std::vector<std::size_t> ranks;
    std::ranges::transform(runs, std::back_inserter(ranks), &TileRun::rank);
    return ranks;
}

// Each wish as often as the runs hold it.
std::vector<int> coverage(const std::vector<TileWish>& wishes, const std::vector<TileRun>& runs)
{
    const auto holds = [](const TileRun& run, const TileWish& wish) {
        return run.subject == wish.subject && run.level == wish.key.level && run.row == wish.key.row
            && run.quality == wish.quality && run.firstColumn <= wish.key.column
            && wish.key.column < run.endColumn;
    };
    std::vector<int> times;
    for (const TileWish& wish : wishes)
        times.push_back(static_cast<int>(
            std::ranges::count_if(runs, [&](const TileRun& run) { return holds(run, wish); })));
    return times;
}

std::size_t tilesIn(const std::vector<TileRun>& runs)
{
    std::int32_t tiles = 0;
    for (const TileRun& run : runs)
        tiles += run.endColumn - run.firstColumn;
    return static_cast<std::size_t>(tiles);
}

// Pixels of the run that no block covers or several do; -1 where a block leaves the run.
std::int64_t uncovered(const TileRun& run)
{
    const PixelRect rect = runRect(run);
    std::vector<std::uint8_t> times(static_cast<std::size_t>(rect.rows * rect.columns));
    for (const PixelRect& block : planBlocks(run)) {
        const bool isInside = !block.isEmpty() && block.row >= rect.row
            && block.column >= rect.column && block.row + block.rows <= rect.row + rect.rows
            && block.column + block.columns <= rect.column + rect.columns;
        if (!isInside)
            return -1;
        for (std::int64_t row = block.row; row < block.row + block.rows; ++row) {
            const auto first =
                times.begin() + (row - rect.row) * rect.columns + block.column - rect.column;
            std::for_each(first, first + block.columns, [](std::uint8_t& count) { ++count; });
        }
    }
    return std::ranges::count_if(times, [](std::uint8_t count) { return count != 1; });
}

} // namespace

class TestBlockPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void runsHoldEveryWishOnce_data()
    {
        QTest::addColumn<qint64>("chunk");
        QTest::addRow("contiguous") << qint64{0};
        QTest::addRow("small chunks") << qint64{32};
        QTest::addRow("chunks of three tiles") << qint64{192};
        QTest::addRow("chunks beside the tiles") << qint64{100};
    }
    void runsHoldEveryWishOnce()
    {
        QFETCH(qint64, chunk);
        const auto source = test::fakeSource(
            {.rows = 1000, .columns = 1500, .chunkRows = chunk, .chunkColumns = chunk});
        const SubjectPtr subject = test::subjectOf(source, 64);
        std::vector<TileWish> wishes = test::allWishes(subject, 0);
        const auto coarse = test::allWishes(subject, 2, TileQuality::Sampled);
        wishes.insert(wishes.end(), coarse.begin(), coarse.end());
        std::mt19937 random(3);
        std::ranges::shuffle(wishes, random);
        wishes.resize(wishes.size() * 2 / 3); // with gaps
        const auto runs = planRuns(wishes);
        QCOMPARE(coverage(wishes, runs), std::vector<int>(wishes.size(), 1));
        QCOMPARE(tilesIn(runs), wishes.size());
        QVERIFY(std::ranges::is_sorted(ranksOf(runs)));
        QCOMPARE(runs.front().rank, std::size_t{0});
    }

    void aRunHasTheRankOfItsMostWantedTile()
    {
        const SubjectPtr subject =
            test::subjectOf(test::fakeSource({.rows = 128, .columns = 256}), 64);
        const auto at = [&](std::int32_t row, std::int32_t column) {
            return TileWish{subject, {subject->id, 0, row, column}, TileQuality::Exact};
        };
        const auto runs = planRuns({at(1, 2), at(0, 0), at(1, 1), at(0, 3)});
        QCOMPARE(ranksOf(runs), (std::vector<std::size_t>{0, 1, 3}));
        QCOMPARE(runs.front().firstColumn, 1);
        QCOMPARE(runs.front().endColumn, 3);
    }

    void runsAreAsWideAsAChunk_data()
    {
        QTest::addColumn<qint64>("chunk");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("runs");
        QTest::addRow("contiguous: the whole row") << qint64{0} << 0 << 1;
        QTest::addRow("a chunk is a tile") << qint64{64} << 0 << 16;
        QTest::addRow("a chunk is smaller") << qint64{16} << 0 << 16;
        QTest::addRow("a chunk is four tiles") << qint64{256} << 0 << 4;
        QTest::addRow("two tiles of the next level") << qint64{256} << 1 << 4;
        QTest::addRow("a coarse tile is larger than a chunk") << qint64{256} << 3 << 2;
    }
    void runsAreAsWideAsAChunk()
    {
        QFETCH(qint64, chunk);
        QFETCH(int, level);
        QFETCH(int, runs);
        const auto source = test::fakeSource(
            {.rows = 64, .columns = 1024, .chunkRows = chunk, .chunkColumns = chunk});
        const auto wishes = test::allWishes(test::subjectOf(source, 64), level);
        QCOMPARE(static_cast<int>(planRuns(wishes).size()), runs);
    }

    void blocksCoverTheRunOnce_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("classes");
        QTest::addColumn<qint64>("chunk");
        QTest::addColumn<TileQuality>("quality");
        for (const TileQuality quality : {TileQuality::Exact, TileQuality::Sampled})
            for (const qint64 chunk : {0, 1, 7, 64, 100, 4000})
                for (const qint64 classes : {1, 4, 900})
                    QTest::addRow("chunk %d, %d classes, %s", static_cast<int>(chunk),
                        static_cast<int>(classes),
                        quality == TileQuality::Exact ? "exact" : "sampled")
                        << qint64{2001} << qint64{1537} << classes << chunk << quality;
        QTest::addRow("one pixel")
            << qint64{1} << qint64{1} << qint64{1} << qint64{0} << TileQuality::Exact;
        QTest::addRow("one row") << qint64{1} << qint64{5000} << qint64{4} << qint64{0}
                                 << TileQuality::Exact;
        QTest::addRow("one column")
            << qint64{5000} << qint64{1} << qint64{4} << qint64{64} << TileQuality::Exact;
    }
    void blocksCoverTheRunOnce()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(qint64, classes);
        QFETCH(qint64, chunk);
        QFETCH(TileQuality, quality);
        const auto source = test::fakeSource({.rows = rows,
            .columns = columns,
            .classes = classes,
            .chunkRows = chunk,
            .chunkColumns = chunk});
        const SubjectPtr subject = test::subjectOf(source, 256);
        for (std::int32_t level = 0; level < subject->grid.levels(); ++level)
            for (const TileRun& run : planRuns(test::allWishes(subject, level, quality))) {
                QCOMPARE(uncovered(run), std::int64_t{0});
            }
    }

    void blocksOfContiguousRowsStayBelowFourMegabytes()
    {
        const auto source = test::fakeSource(
            {.rows = 1920, .columns = 2560, .classes = 4, .type = ElementType::Float64});
        const SubjectPtr subject = test::subjectOf(source, 256);
        constexpr std::int64_t limit = std::int64_t{4} << 20;
        for (std::int32_t level = 0; level < subject->grid.levels(); ++level)
            for (const TileRun& run : planRuns(test::allWishes(subject, level)))
                for (const PixelRect& block : planBlocks(run)) {
                    const PixelRect covered = subject->grid.coveredAtLevel0(level, block);
                    QVERIFY(covered.rows * covered.columns * 4 * 8 <= limit);
                }
    }

    void blocksEndOnBordersOfChunks()
    {
        const auto source =
            test::fakeSource({.rows = 2000, .columns = 2000, .chunkRows = 100, .chunkColumns = 90});
        const SubjectPtr subject = test::subjectOf(source, 270);
        for (const TileRun& run : planRuns(test::allWishes(subject, 0))) {
            const PixelRect rect = runRect(run);
            for (const PixelRect& block : planBlocks(run)) {
                const std::int64_t end = block.row + block.rows;
                QVERIFY(end % 100 == 0 || end == rect.row + rect.rows);
            }
        }
    }

    void largeChunksAreReadOneByOne()
    {
        const auto source = test::fakeSource(
            {.rows = 1000, .columns = 900, .classes = 4, .chunkRows = 128, .chunkColumns = 256});
        const SubjectPtr subject = test::subjectOf(source, 256);
        const auto blocks = planChunks(*subject, 3, {8, 0, 64, 113});
        QCOMPARE(blocks.size(), std::size_t{5 * 4});
        QCOMPARE(blocks.front(), (PixelRect{8, 0, 8, 32}));
        QCOMPARE(blocks[1], (PixelRect{8, 32, 8, 32}));
        QCOMPARE(blocks.back(), (PixelRect{64, 96, 8, 17}));
    }

    void smallChunksAreReadTogether()
    {
        const auto source =
            test::fakeSource({.rows = 1000, .columns = 900, .chunkRows = 16, .chunkColumns = 16});
        const SubjectPtr subject = test::subjectOf(source, 256);
        const PixelRect rect{0, 0, 64, 112};
        QCOMPARE(planChunks(*subject, 3, rect), planBlocks(*subject, 3, TileQuality::Exact, rect));
    }

    void aSampledBlockCountsOnlyTheRowsItReads()
    {
        const auto source = test::fakeSource(
            {.rows = 4096, .columns = 4096, .classes = 4, .type = ElementType::Float64});
        const SubjectPtr subject = test::subjectOf(source, 256);
        const auto blocksOf = [&](TileQuality quality) {
            return planBlocks(planRuns(test::allWishes(subject, 3, quality)).front()).size();
        };
        QCOMPARE(blocksOf(TileQuality::Sampled), std::size_t{8});
        QCOMPARE(blocksOf(TileQuality::Exact), std::size_t{64});
    }
};

QTEST_APPLESS_MAIN(TestBlockPlan)
#include "tst_block_plan.moc"
