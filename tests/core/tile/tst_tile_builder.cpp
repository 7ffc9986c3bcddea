// SPDX-License-Identifier: MIT
#include "core/tile/tile_builder.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <stop_token>
#include <thread>

using namespace tessera;

namespace {

// Builds all blocks of a run, the last one first: their order must not matter.
struct BuiltRun {
    std::vector<std::unique_ptr<Tile>> tiles;
    ByteCount bytesRead;
};

BuiltRun built(const TileRun& run)
{
    BuiltRun result;
    for (std::int32_t column = run.firstColumn; column < run.endColumn; ++column)
        result.tiles.push_back(
            makeTile(run.subject, {run.subject->id, run.level, run.row, column}, run.quality));
    WorkerScratch scratch;
    auto blocks = planBlocks(run);
    std::ranges::reverse(blocks);
    for (const PixelRect& block : blocks) {
        const auto cost =
            buildBlock({*run.subject, run.level, run.quality, block, result.tiles}, scratch, {});
        if (!cost)
            return {};
        result.bytesRead += cost->bytesRead;
        for (std::size_t tile = 0; tile < result.tiles.size(); ++tile)
            result.tiles[tile]->counts += cost->counts[tile];
    }
    for (const auto& tile : result.tiles)
        countClasses(*tile);
    return result;
}

} // namespace

class TestTileBuilder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void tilesHoldWhatTheDefinitionSays_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<TileKind>("kind");
        QTest::addColumn<TileQuality>("quality");
        const auto add = [](const char* name, const test::FakeSpec& spec, TileKind kind) {
            QTest::addRow("%s, exact", name) << spec << kind << TileQuality::Exact;
            QTest::addRow("%s, sampled", name) << spec << kind << TileQuality::Sampled;
        };
        constexpr auto classes = TileKind::Classes;
        add("float32", {.rows = 101, .columns = 77}, classes);
        add("float64", {.rows = 64, .columns = 99, .type = ElementType::Float64}, classes);
        add("uint8", {.rows = 33, .columns = 65, .type = ElementType::UInt8}, classes);
        add("uint16", {.rows = 50, .columns = 51, .type = ElementType::UInt16}, classes);
        add("with NaN", {.rows = 70, .columns = 45, .classes = 2, .hasNan = true}, classes);
        add("one class", {.rows = 40, .columns = 41, .classes = 1}, classes);
        add("wide codes", {.rows = 20, .columns = 37, .classes = 260}, classes);
        add("planes", {.rows = 45, .columns = 46, .classesFirst = true}, classes);
        add("chunks", {.rows = 99, .columns = 98, .chunkRows = 10, .chunkColumns = 24}, classes);
        add("one class a chunk",
            {.rows = 70,
                .columns = 81,
                .classes = 5,
                .chunkRows = 16,
                .chunkColumns = 16,
                .chunkClasses = 1,
                .classesFirst = true,
                .hasNan = true},
            classes);
        add("one class a chunk, uint8",
            {.rows = 50,
                .columns = 33,
                .type = ElementType::UInt8,
                .chunkRows = 7,
                .chunkColumns = 9,
                .chunkClasses = 1,
                .classesFirst = true},
            classes);
        add("two classes a chunk, wide codes",
            {.rows = 20,
                .columns = 33,
                .classes = 301,
                .type = ElementType::Float64,
                .chunkRows = 20,
                .chunkColumns = 16,
                .chunkClasses = 2,
                .hasNan = true},
            classes);
        add("float16", {.rows = 40, .columns = 55, .type = ElementType::Float16}, classes);
        add("one row", {.rows = 1, .columns = 90}, classes);
        add("one column", {.rows = 90, .columns = 1}, classes);
        add("grey image", {.rows = 55, .columns = 77, .classes = 1, .type = ElementType::UInt16},
            TileKind::Image);
        add("colour image", {.rows = 77, .columns = 55, .type = ElementType::UInt8},
            TileKind::Image);
        add("image with NaN", {.rows = 41, .columns = 43, .classes = 1, .hasNan = true},
            TileKind::Image);
    }
    void tilesHoldWhatTheDefinitionSays()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(TileKind, kind);
        QFETCH(TileQuality, quality);
        const auto source = test::fakeSource(spec);
        const SubjectPtr subject = test::subjectOf(source, 16, kind);
        std::size_t compared = 0;
        for (std::int32_t level = 0; level < subject->grid.levels(); ++level)
            for (const TileRun& run : planRuns(test::allWishes(subject, level, quality)))
                for (const auto& tile : built(run).tiles) {
                    QVERIFY(test::contentsOf(*tile)
                        == test::expectedContents(*source, *subject, tile->key, quality));
                    ++compared;
                }
        QVERIFY(compared > 0);
    }

    void aPlaneOfTheVolumeIsRead()
    {
        const auto source = test::fakeSource({.rows = 40, .columns = 40, .zCount = 5, .tCount = 3});
        const SubjectPtr subject = test::subjectOf(source, 16, TileKind::Classes, {4, 2});
        const auto tiles = built(planRuns(test::allWishes(subject, 1)).front()).tiles;
        QVERIFY(test::contentsOf(*tiles.front())
            == test::expectedContents(*source, *subject, tiles.front()->key, TileQuality::Exact));
    }

    void manyBlocksMakeTheSameTiles()
    {
        // 2000 classes: a block has a few rows only.
        const auto source = test::fakeSource({.rows = 64, .columns = 64, .classes = 2000});
        const SubjectPtr subject = test::subjectOf(source, 64);
        const TileRun run = planRuns(test::allWishes(subject, 0)).front();
        QVERIFY(planBlocks(run).size() > 4);
        QVERIFY(test::contentsOf(*built(run).tiles.front())
            == test::expectedContents(
                *source, *subject, {subject->id, 0, 0, 0}, TileQuality::Exact));
    }

    void classesOfAChunkAreNeverReadTogetherWithOthers()
    {
        const auto source = test::fakeSource({.rows = 64,
            .columns = 64,
            .classes = 6,
            .chunkRows = 32,
            .chunkColumns = 32,
            .chunkClasses = 2,
            .classesFirst = true});
        const SubjectPtr subject = test::subjectOf(source, 32);
        for (const std::int32_t level : {0, 1})
            for (const TileRun& run : planRuns(test::allWishes(subject, level)))
                built(run);
        std::vector<std::int64_t> classes;
        for (const SourceRegion& region : source->regions())
            classes.push_back(region.classes.end - region.classes.first);
        QCOMPARE(classes, std::vector<std::int64_t>(classes.size(), 2));
        QVERIFY(!classes.empty());
    }

    void blocksMayCutARunInColumns()
    {
        const auto source = test::fakeSource({.rows = 9, .columns = 300, .classes = 3});
        const SubjectPtr subject = test::subjectOf(source, 128);
        std::vector<std::unique_ptr<Tile>> tiles;
        for (const std::int32_t column : {0, 1, 2})
            tiles.push_back(makeTile(subject, {subject->id, 0, 0, column}, TileQuality::Exact));
        WorkerScratch scratch;
        for (const PixelRect& block :
            {PixelRect{0, 0, 9, 100}, PixelRect{0, 100, 9, 190}, PixelRect{0, 290, 9, 10}})
            QVERIFY(buildBlock({*subject, 0, TileQuality::Exact, block, tiles}, scratch, {}));
        for (const auto& tile : tiles)
            QCOMPARE(test::contentsOf(*tile).codes,
                test::expectedContents(*source, *subject, tile->key, TileQuality::Exact).codes);
    }

    void classesAreCounted()
    {
        const auto source = test::fakeSource({.rows = 30, .columns = 30});
        const SubjectPtr subject = test::subjectOf(source, 32);
        const auto tiles = built(planRuns(test::allWishes(subject, 0)).front()).tiles;
        const auto contents = test::contentsOf(*tiles.front());
        std::vector<std::uint32_t> counted;
        for (std::uint16_t index = 0; index < 3; ++index)
            counted.push_back(
                static_cast<std::uint32_t>(std::ranges::count(contents.codes, index)));
        QCOMPARE(tiles.front()->classPixels, counted);
        QVERIFY(std::accumulate(counted.begin(), counted.end(), 0U) > 0U);
    }

    void billsWhatTheSourceDelivered_data()
    {
        QTest::addColumn<TileQuality>("quality");
        QTest::addColumn<quint64>("bytes");
        QTest::addRow("all samples") << TileQuality::Exact << quint64{101 * 77 * 3 * 4};
        QTest::addRow("every fourth row") << TileQuality::Sampled << quint64{26 * 77 * 3 * 4};
    }
    void billsWhatTheSourceDelivered()
    {
        QFETCH(TileQuality, quality);
        QFETCH(quint64, bytes);
        const auto source = test::fakeSource({.rows = 101, .columns = 77});
        const SubjectPtr subject = test::subjectOf(source, 32);
        const auto runs = planRuns(test::allWishes(subject, 2, quality));
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(quint64{built(runs.front()).bytesRead.value}, bytes);
        QCOMPARE(quint64{source->bytesRead().value}, bytes);
    }

    void aStopEndsTheBlockBeforeTheNextBand()
    {
        const auto source = test::fakeSource(
            {.rows = 512, .columns = 512, .classes = 4, .type = ElementType::Float64});
        const SubjectPtr subject = test::subjectOf(source, 512);
        const TileRun run = planRuns(test::allWishes(subject, 0)).front();
        std::vector<std::unique_ptr<Tile>> tiles;
        tiles.push_back(makeTile(subject, {subject->id, 0, 0, 0}, TileQuality::Exact));
        source->ignoreStops();
        source->block();
        std::stop_source stop;
        Result<BlockCost> cost;
        std::jthread worker([&] {
            WorkerScratch scratch;
            cost = buildBlock({*subject, 0, TileQuality::Exact, planBlocks(run).front(), tiles},
                scratch, stop.get_token());
        });
        QVERIFY(source->waitForBlocked(1));
        stop.request_stop();
        source->unblock();
        worker.join();
        QVERIFY(!cost);
        QCOMPARE(cost.error().code, ErrorCode::Cancelled);
        QCOMPARE(source->reads(), 1);
    }

    void aReadWithoutMemoryFailsTheBlock()
    {
        const auto source = test::fakeSource({.rows = 64, .columns = 64});
        source->failRows(10, 11, ErrorCode::OutOfMemory);
        const SubjectPtr subject = test::subjectOf(source, 64);
        const TileRun run = planRuns(test::allWishes(subject, 0)).front();
        std::vector<std::unique_ptr<Tile>> tiles;
        tiles.push_back(makeTile(subject, {subject->id, 0, 0, 0}, TileQuality::Exact));
        WorkerScratch scratch;
        const auto cost = buildBlock(
            {*subject, 0, TileQuality::Exact, planBlocks(run).front(), tiles}, scratch, {});
        QCOMPARE(test::errorOf(cost), QStringLiteral("These rows of fake cannot be read."));
    }
};

QTEST_APPLESS_MAIN(TestTileBuilder)
#include "tst_tile_builder.moc"
