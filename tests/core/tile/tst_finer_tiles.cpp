// SPDX-License-Identifier: MIT
// Finer tiles that are made of what is read for coarser ones.
#include "core/tile/finer_tiles.h"

#include "core/tile/tile_group.h"
#include "tests/core/tile/scheduler_fixture.h"
#include "tests/support/cell_subject.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace tessera;

namespace {

constexpr test::FakeSpec odd{.rows = 331, .columns = 457, .classes = 4};

// Tiles of a subject that are made without a scheduler.
struct Maker {
    explicit Maker(SubjectPtr of, ByteCount budget = megabytes(100))
        : subject(std::move(of))
        , cache(budget)
        , keeper(subject, {cache, costs}, [this](TilePtr tile) { cache.insert(std::move(tile)); })
    {
    }

    // Keys of the finer tiles that were made with all tiles of a level.
    std::set<std::int32_t> makeLevel(std::int32_t level)
    {
        for (const TileRun& run : planRuns(test::allWishes(subject, level)))
            for (TileGroup group(run, 0); group.hasBlocks();)
                group.settle(group.build(group.takeBlock(0), scratch, &keeper));
        std::set<std::int32_t> levels;
        for (const TileBill& bill : costs.bills())
            levels.insert(bill.level);
        return levels;
    }

    SubjectPtr subject;
    TileCache cache;
    CostLog costs;
    FinerKeeper keeper;
    WorkerScratch scratch;
};

// The same tile, of what is read for it alone.
std::unique_ptr<Tile> directly(const TileWish& wish)
{
    TileGroup group(planRuns({wish}).front(), 0);
    WorkerScratch scratch;
    while (group.hasBlocks())
        group.settle(group.build(group.takeBlock(0), scratch));
    auto tiles = group.takeTiles();
    countClasses(*tiles.front());
    return std::move(tiles.front());
}

std::ptrdiff_t cachedOf(const TileCache& cache, const std::vector<TileWish>& wishes)
{
    return std::ranges::count_if(
        wishes, [&](const TileWish& wish) { return cache.contains(wish.key, wish.quality); });
}

} // namespace

class TestFinerTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void areWhatTheyAreWhenReadAlone_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<TileKind>("kind");
        QTest::addColumn<int>("edge");
        QTest::addColumn<int>("cellEdge"); // 0: without cells
        QTest::addColumn<int>("level");
        QTest::addColumn<std::set<std::int32_t>>("made");
        const auto add = [](const char* name, const test::FakeSpec& spec, int edge, int cellEdge,
                             int level, const std::set<std::int32_t>& made,
                             TileKind kind = TileKind::Classes) {
            QTest::addRow("%s", name) << spec << kind << edge << cellEdge << level << made;
        };
        constexpr test::FakeSpec chunked{.rows = 331,
            .columns = 259,
            .type = ElementType::Float64,
            .chunkRows = 37,
            .chunkColumns = 51,
            .hasNan = true,
            .hasInfinity = true};
        add("prime extents", odd, 16, 0, 2, {1});
        add("prime extents, two levels", odd, 16, 0, 3, {1, 2});
        add("an odd edge", odd, 15, 0, 2, {1});
        add("NaN and infinities, odd chunks", chunked, 16, 0, 3, {1, 2});
        add("planes that fit together",
            {.rows = 331, .columns = 457, .classes = 2, .classesFirst = true}, 32, 0, 2, {1});
        add("one class a chunk",
            {.rows = 257,
                .columns = 263,
                .chunkRows = 32,
                .chunkColumns = 48,
                .chunkClasses = 1,
                .classesFirst = true},
            16, 0, 2, {});
        add("one row", {.rows = 1, .columns = 1009}, 16, 0, 2, {1});
        add("one column", {.rows = 1009, .columns = 1}, 16, 0, 2, {1});
        add("colour image", {.rows = 257, .columns = 259, .type = ElementType::UInt8}, 16, 0, 3,
            {1, 2}, TileKind::Image);
        add("cells", odd, 16, 16, 3, {1, 2});
        add("cells under a coarser tile", odd, 16, 16, 5, {1, 2});
        add("four cells a tile", odd, 16, 8, 4, {1, 2});
        add("sixteen cells a tile", {.rows = 320, .columns = 448}, 16, 4, 3, {1});
        add("cells of NaN and infinities, odd chunks", chunked, 16, 8, 3, {1, 2});
        add("cells of large chunks",
            {.rows = 331, .columns = 457, .classes = 4, .chunkRows = 64, .chunkColumns = 128}, 16,
            16, 3, {1, 2});
        add("cells of wide codes", {.rows = 67, .columns = 71, .classes = 300}, 4, 4, 3, {1, 2});
        add("cells of one class a chunk",
            {.rows = 257,
                .columns = 263,
                .chunkRows = 32,
                .chunkColumns = 48,
                .chunkClasses = 1,
                .classesFirst = true},
            16, 16, 3, {});
        add("cells of an image with NaN",
            {.rows = 257, .columns = 259, .classes = 1, .hasNan = true}, 16, 16, 3, {1, 2},
            TileKind::Image);
    }
    void areWhatTheyAreWhenReadAlone()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(TileKind, kind);
        QFETCH(int, edge);
        QFETCH(int, cellEdge);
        QFETCH(int, level);
        QFETCH(std::set<std::int32_t>, made);
        const auto source = test::fakeSource(spec);
        Maker maker(cellEdge == 0
                ? test::subjectOf(source, edge, kind)
                : test::subjectWithCells(source, edge, cellEdge, test::memoryPlaces(), kind));
        QCOMPARE(maker.makeLevel(level), made);
        for (const std::int32_t finer : made)
            for (const TileWish& wish : test::allWishes(maker.subject, finer)) {
                const TilePtr tile = maker.cache.find(wish.key);
                QVERIFY(tile);
                const auto direct = directly(wish);
                QCOMPARE(tile->rect, direct->rect);
                QCOMPARE(tile->quality, TileQuality::Exact);
                QCOMPARE(test::contentsOf(*tile), test::contentsOf(*direct));
                QCOMPARE(tile->classPixels, direct->classPixels);
            }
    }

    void eachIsBilledOnceAndReadsNothing()
    {
        Maker maker(test::subjectOf(test::fakeSource(odd), 16));
        maker.makeLevel(3);
        std::set<std::pair<std::int32_t, std::pair<std::int32_t, std::int32_t>>> keys;
        for (const TileBill& bill : maker.costs.bills()) {
            QVERIFY(keys.insert({bill.level, {bill.row, bill.column}}).second);
            QVERIFY(bill.isByProduct);
            QVERIFY(bill.isAhead);
            QCOMPARE(bill.readNs, 0);
            QCOMPARE(bill.bytesRead, ByteCount{0});
            QVERIFY(bill.reduceNs > 0);
            const TilePtr tile =
                maker.cache.find({maker.subject->id, bill.level, bill.row, bill.column});
            QCOMPARE(bill.bytesKept, tile->bytes());
            QCOMPARE(tile->billSerial, bill.serial);
        }
        QCOMPARE(keys.size(), std::size_t{11 * 15 + 6 * 8});
    }

    void whatIsThereIsNotMadeAgain()
    {
        Maker maker(test::subjectOf(test::fakeSource(odd), 16));
        maker.makeLevel(2);
        const auto bills = maker.costs.bills().size();
        const TilePtr before = maker.cache.find({maker.subject->id, 1, 0, 0});
        maker.cache.remove({maker.subject->id, 1, 1, 2});
        maker.makeLevel(2);
        QCOMPARE(maker.costs.bills().size(), bills + 1);
        QCOMPARE(maker.cache.find({maker.subject->id, 1, 0, 0}), before);
        QVERIFY(maker.cache.contains({maker.subject->id, 1, 1, 2}, TileQuality::Exact));
    }

    void onlyLevelsThatFitTheCacheAreMade_data()
    {
        QTest::addColumn<ByteCount>("budget");
        QTest::addColumn<std::set<std::int32_t>>("made");
        // 166 × 229 pixels of 5 bytes at level 1, 83 × 115 at level 2.
        QTest::addRow("all") << ByteCount{4 * 166 * 229 * 5} << std::set<std::int32_t>{1, 2};
        QTest::addRow("not level 1")
            << ByteCount{4 * 166 * 229 * 5 - 4} << std::set<std::int32_t>{2};
        QTest::addRow("level 2 just so")
            << ByteCount{4 * 83 * 115 * 5} << std::set<std::int32_t>{2};
        QTest::addRow("none") << ByteCount{4 * 83 * 115 * 5 - 4} << std::set<std::int32_t>{};
    }
    void onlyLevelsThatFitTheCacheAreMade()
    {
        QFETCH(ByteCount, budget);
        QFETCH(std::set<std::int32_t>, made);
        Maker maker(test::subjectOf(test::fakeSource(odd), 16), budget);
        QCOMPARE(maker.makeLevel(3), made);
    }

    void nothingIsMadeOfDamagedReads()
    {
        const auto source = test::fakeSource(
            {.rows = 331, .columns = 457, .classes = 4, .chunkRows = 64, .chunkColumns = 64});
        source->failParts({{{100, 200, 1, 1}, {}}});
        Maker maker(test::subjectWithCells(source, 16, 16, test::memoryPlaces()));
        maker.makeLevel(3);
        const auto finer = test::allWishes(maker.subject, 1);
        const auto made = cachedOf(maker.cache, finer);
        QVERIFY(made > 0);
        QVERIFY(made < std::ssize(finer));
        for (const TileWish& wish : finer)
            if (const TilePtr tile = maker.cache.find(wish.key))
                QCOMPARE(test::contentsOf(*tile), test::contentsOf(*directly(wish)));
    }

    void whatIsWholeStaysWhenTheRestIsStopped()
    {
        const auto source = test::fakeSource(odd);
        Maker maker(test::subjectWithCells(source, 16, 16, test::memoryPlaces()));
        const auto wishes = test::allWishes(maker.subject, maker.subject->grid.levels() - 1);
        TileGroup group(planRuns(wishes).front(), 0);
        group.settle(group.build(group.takeBlock(0), maker.scratch, &maker.keeper));
        QVERIFY(group.hasBlocks());
        group.abandon();
        QVERIFY(!group.build(group.takeBlock(0), maker.scratch, &maker.keeper));
        const auto made = cachedOf(maker.cache, test::allWishes(maker.subject, 1));
        QVERIFY(made > 0);
        for (const TileWish& wish : test::allWishes(maker.subject, 1))
            if (const TilePtr tile = maker.cache.find(wish.key))
                QCOMPARE(test::contentsOf(*tile), test::contentsOf(*directly(wish)));
    }

    void aSchedulerKeepsThem()
    {
        test::SchedulerFixture fixture(odd, 2, 16);
        const auto coarse = test::allWishes(fixture.subject, 2);
        fixture.scheduler->wish(coarse);
        QVERIFY(fixture.inbox->waitFor(coarse.size()));
        const ByteCount read = fixture.source->bytesRead();
        fixture.inbox->clear();
        const auto finer = test::allWishes(fixture.subject, 1);
        fixture.scheduler->wish(finer);
        QVERIFY(fixture.inbox->waitFor(finer.size()));
        QCOMPARE(fixture.source->bytesRead(), read);
        for (const TileWish& wish : finer)
            QCOMPARE(test::contentsOf(*fixture.inbox->tile(wish.key)), fixture.expected(wish.key));
    }

    void aWishThatComesTrueOnTheWayIsToldAtOnce()
    {
        test::SchedulerFixture fixture(odd, 1, 16);
        std::vector<TileWish> wishes = test::allWishes(fixture.subject, 2);
        const auto finer = test::allWishes(fixture.subject, 1);
        const std::size_t coarse = wishes.size();
        wishes.insert(wishes.end(), finer.begin(), finer.end());
        fixture.scheduler->wish(wishes);
        QVERIFY(fixture.inbox->waitFor(wishes.size()));
        fixture.settle();
        QCOMPARE(fixture.inbox->count(), coarse + finer.size());
        QCOMPARE(fixture.source->bytesRead(), (ByteCount{331 * 457 * 4 * 4}));
        QCOMPARE(fixture.scheduler->state().pending, 0U);
    }

    void nothingComesOnceTheSchedulerIsClosed()
    {
        test::SchedulerFixture fixture(odd, 1, 16);
        fixture.source->block();
        fixture.source->ignoreStops();
        fixture.scheduler->wish(test::allWishes(fixture.subject, 2));
        QVERIFY(fixture.source->waitForBlocked(1));
        fixture.scheduler->close();
        fixture.source->unblock();
        fixture.settle();
        QCOMPARE(fixture.cache.held(), ByteCount{0});
        QCOMPARE(fixture.inbox->count(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestFinerTiles)
#include "tst_finer_tiles.moc"
