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
                const PixelRect rect = runRect(run);
                std::int64_t next = rect.row;
                for (const PixelRect& block : planBlocks(run)) {
                    QVERIFY(!block.isEmpty());
                    QCOMPARE(block, (PixelRect{next, rect.column, block.rows, rect.columns}));
                    next += block.rows;
                }
                QCOMPARE(next, rect.row + rect.rows);
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
        const auto source = test::fakeSource({.rows = 3000,
            .columns = 2'000'000,
            .classes = 4,
            .type = ElementType::Float64,
            .chunkRows = chunk,
            .chunkColumns = chunk});
        QCOMPARE(qint64{bandRows(*test::subjectOf(source, 256), columns, wished)}, rows);
    }
};

QTEST_APPLESS_MAIN(TestBlockPlan)
#include "tst_block_plan.moc"
