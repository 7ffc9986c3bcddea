// SPDX-License-Identifier: MIT
#include "core/tile/salvage.h"
#include "core/tile/tile_group.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace tessera;
using BadPart = test::FakeSource::BadPart;

Q_DECLARE_METATYPE(tessera::PixelRect)

namespace {

constexpr std::uint16_t damagedCode = specialCode<std::uint16_t>(SpecialCode::Damaged);

std::vector<std::unique_ptr<Tile>> tilesOf(const TileRun& run)
{
    TileGroup group(run, 0);
    WorkerScratch scratch;
    while (group.hasBlocks())
        group.settle(group.build(group.takeBlock(0), scratch));
    return group.takeTiles();
}

std::unique_ptr<Tile> onlyTile(const SubjectPtr& subject, std::int32_t level = 0)
{
    auto tiles = tilesOf(planRuns(test::allWishes(subject, level)).front());
    return std::move(tiles.front());
}

std::int64_t areaOf(const std::vector<MarkedRect>& rects)
{
    return std::accumulate(
        rects.begin(), rects.end(), std::int64_t{0}, [](std::int64_t sum, const MarkedRect& one) {
            return sum + one.rect.rows * one.rect.columns;
        });
}

// 96 chunks of 16 × 16.
constexpr test::FakeSpec chunked{.rows = 128, .columns = 192, .chunkRows = 16, .chunkColumns = 16};

} // namespace

class TestTileDamage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void onlyWhatCannotBeReadIsLost_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<PixelRect>("bad");
        QTest::addColumn<PixelRect>("lost");
        const auto add = [](const char* name, const test::FakeSpec& spec, const PixelRect& bad,
                             const PixelRect& lost) {
            QTest::addRow("%s", name) << spec << bad << lost;
        };
        add("one chunk", chunked, {20, 40, 1, 1}, {16, 32, 16, 16});
        add("the first chunk", chunked, {0, 0, 1, 1}, {0, 0, 16, 16});
        add("the last chunk, cut off",
            {.rows = 123, .columns = 187, .chunkRows = 16, .chunkColumns = 16}, {122, 186, 1, 1},
            {112, 176, 11, 11});
        add("a row of chunks", chunked, {50, 0, 1, 192}, {48, 0, 16, 192});
        add("everything", chunked, {0, 0, 128, 192}, {0, 0, 128, 192});
        add("chunks that are no power of two",
            {.rows = 99, .columns = 98, .chunkRows = 10, .chunkColumns = 24}, {33, 50, 1, 1},
            {30, 48, 10, 24});
        add("a row of contiguous samples", {.rows = 99, .columns = 98}, {33, 0, 1, 98},
            {33, 0, 1, 98});
        add("some columns of contiguous samples", {.rows = 99, .columns = 98}, {33, 40, 3, 20},
            {33, 40, 3, 20});
        add("the end of a contiguous array",
            {.rows = 99, .columns = 98, .type = ElementType::Float64}, {70, 0, 29, 98},
            {70, 0, 29, 98});
        add("a row of planes", {.rows = 45, .columns = 46, .classesFirst = true}, {9, 0, 1, 46},
            {9, 0, 1, 46});
    }
    void onlyWhatCannotBeReadIsLost()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(PixelRect, bad);
        QFETCH(PixelRect, lost);
        const auto source = test::fakeSource(spec);
        source->failParts({{bad, {}}});
        spec.hole = lost;
        const auto holed = test::fakeSource(spec);
        const SubjectPtr subject = test::subjectOf(source, 64);
        for (const auto quality : {TileQuality::Exact, TileQuality::Sampled})
            for (std::int32_t level = 0; level < subject->grid.levels(); ++level)
                for (const TileRun& run : planRuns(test::allWishes(subject, level, quality)))
                    for (const auto& tile : tilesOf(run)) {
                        const auto contents = test::contentsOf(*tile);
                        QVERIFY(contents
                            == test::marked(
                                test::expectedContents(*holed, *subject, tile->key, quality)));
                        QCOMPARE(areaOf(tile->damage.rects),
                            std::ranges::count(contents.codes, damagedCode));
                    }
    }

    void samplesWithoutNanAreMarkedToo_data()
    {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<int>("level");
        QTest::addRow("uint8") << ElementType::UInt8 << 0;
        QTest::addRow("uint16") << ElementType::UInt16 << 0;
        QTest::addRow("float16") << ElementType::Float16 << 0;
        QTest::addRow("uint8, means") << ElementType::UInt8 << 2;
    }
    void samplesWithoutNanAreMarkedToo()
    {
        QFETCH(ElementType, type);
        QFETCH(int, level);
        test::FakeSpec spec = chunked;
        spec.type = type;
        const auto source = test::fakeSource(spec);
        const SubjectPtr subject = test::subjectOf(source, 256);
        const auto whole = test::contentsOf(*onlyTile(subject, level));
        source->failParts({{{20, 40, 1, 1}, {}}});
        const auto tile = onlyTile(subject, level);
        auto expected = whole;
        const PixelRect lost{16 >> level, 32 >> level, 16 >> level, 16 >> level};
        for (std::int64_t row = lost.row; row < lost.row + lost.rows; ++row)
            for (std::int64_t column = lost.column; column < lost.column + lost.columns; ++column) {
                const auto pixel = static_cast<std::size_t>(row * tile->rect.columns + column);
                expected.codes[pixel] = damagedCode;
                expected.numbers[pixel] = 0;
            }
        const auto contents = test::contentsOf(*tile);
        QVERIFY(contents.codes == expected.codes);
        QVERIFY(contents.numbers == expected.numbers);
        QCOMPARE(tile->damage.rects, (std::vector<MarkedRect>{{lost, SpecialCode::Damaged}}));
    }

    void aMissingClassLosesThePixel()
    {
        test::FakeSpec spec = chunked;
        spec.classes = 5;
        spec.chunkClasses = 1;
        spec.classesFirst = true;
        const auto source = test::fakeSource(spec);
        const SubjectPtr subject = test::subjectOf(source, 256);
        const auto whole = test::contentsOf(*onlyTile(subject));
        source->failParts({{{0, 0, 1, 1}, {3, 4}}});
        const auto tile = onlyTile(subject);
        const auto contents = test::contentsOf(*tile);
        QCOMPARE(std::ranges::count(contents.codes, damagedCode), 256);
        QCOMPARE(contents.codes[15], damagedCode);
        QCOMPARE(contents.codes[16], whole.codes[16]);
        QCOMPARE(contents.numbers[16], whole.numbers[16]);
        QCOMPARE(tile->damage.parts, 1U);
    }

    void aSourceThatIsGoneIsMissing()
    {
        const auto source = test::fakeSource(chunked);
        source->failParts({{{0, 0, 1, 1}, {}, ErrorCode::NotFound}});
        const auto tile = onlyTile(test::subjectOf(source, 256));
        QCOMPARE(
            tile->damage.rects, (std::vector<MarkedRect>{{{0, 0, 16, 16}, SpecialCode::Missing}}));
        QCOMPARE(
            test::contentsOf(*tile).codes[0], specialCode<std::uint16_t>(SpecialCode::Missing));
    }

    void damageSmallerThanAPixelIsCountedOnly()
    {
        const auto source = test::fakeSource(chunked);
        source->failParts({{{0, 0, 1, 1}, {}}});
        const auto tile = onlyTile(test::subjectOf(source, 4), 5);
        QCOMPARE(tile->damage.parts, 1U);
        QVERIFY(tile->damage.rects.empty());
        QCOMPARE(tile->damage.reason, std::string("These rows of fake cannot be read."));
    }

    void imagesAreZeroWhereTheyAreLost_data()
    {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<int>("level");
        QTest::addRow("uint8") << ElementType::UInt8 << 0;
        QTest::addRow("uint8, means") << ElementType::UInt8 << 2;
        QTest::addRow("float32") << ElementType::Float32 << 0;
        QTest::addRow("float32, means") << ElementType::Float32 << 2;
    }
    void imagesAreZeroWhereTheyAreLost()
    {
        QFETCH(ElementType, type);
        QFETCH(int, level);
        test::FakeSpec spec = chunked;
        spec.type = type;
        const auto source = test::fakeSource(spec);
        const SubjectPtr subject = test::subjectOf(source, 256, TileKind::Image);
        const auto whole = test::contentsOf(*onlyTile(subject, level));
        source->failParts({{{20, 40, 1, 1}, {}}});
        const auto tile = onlyTile(subject, level);
        const auto contents = test::contentsOf(*tile);
        const auto lost =
            static_cast<std::size_t>(3 * ((16 >> level) * tile->rect.columns + (32 >> level)));
        QCOMPARE(contents.numbers[lost], 0.0);
        QCOMPARE(contents.numbers[lost - 1], whole.numbers[lost - 1]);
        QCOMPARE(tile->damage.rects.size(), std::size_t{1});
    }

    void noReadIsMadeForAKnownChunk()
    {
        const auto source = test::fakeSource(chunked);
        source->failParts({{{20, 40, 1, 1}, {}}});
        const SubjectPtr subject = test::subjectOf(source, 256);
        onlyTile(subject);
        const auto first = source->regions().size();
        onlyTile(subject);
        for (std::size_t read = first; read < source->regions().size(); ++read) {
            const SourceRegion region = source->regions()[read];
            const bool hasBadPixel = region.row <= 20 && region.row + region.rows > 20
                && region.column <= 40 && region.column + region.columns > 40;
            QVERIFY(!hasBadPixel);
        }
        QVERIFY(source->regions().size() > first);
    }

    void nothingIsReadTwiceWhereNothingFails()
    {
        const auto source = test::fakeSource(chunked);
        const auto tile = onlyTile(test::subjectOf(source, 256));
        QCOMPARE(source->bytesRead(), (ByteCount{128 * 192 * 3 * 4}));
        QCOMPARE(tile->damage.parts, 0U);
    }

    void readsForTheDamagedAreBounded()
    {
        const auto source =
            test::fakeSource({.rows = 512, .columns = 512, .chunkRows = 8, .chunkColumns = 8});
        source->failRows(0, 512);
        const SubjectPtr subject = test::subjectOf(source, 512);
        const TileRun run = planRuns(test::allWishes(subject, 0)).front();
        const auto blocks = static_cast<std::int64_t>(planBlocks(run).size());
        const auto tiles = tilesOf(run);
        QVERIFY(source->reads() <= blocks * (Salvage::mostReads + 1));
        QCOMPARE(areaOf(tiles.front()->damage.rects), std::int64_t{512} * 512);
    }

    void aFileBeyondHelpIsNotDivided()
    {
        const auto source =
            test::fakeSource({.rows = 512, .columns = 512, .chunkRows = 8, .chunkColumns = 8});
        source->failRows(0, 512);
        const SubjectPtr subject = test::subjectOf(source, 64);
        for (const TileRun& run : planRuns(test::allWishes(subject, 0)))
            tilesOf(run);
        QVERIFY(!subject->damage->isWorthDividing());
        const auto reads = source->reads();
        const auto runs = planRuns(test::allWishes(subject, 1));
        tilesOf(runs.front());
        QVERIFY(source->reads() - reads <= std::int64_t(planBlocks(runs.front()).size()));
        QVERIFY(subject->damage->parts().size() <= PlaneDamage::mostListed);
    }

    void partsUnderEachOtherAreOne()
    {
        const auto source = test::fakeSource({.rows = 900, .columns = 400});
        source->failRows(300, 900);
        const SubjectPtr subject = test::subjectOf(source, 1024);
        onlyTile(subject);
        const auto parts = subject->damage->parts();
        QCOMPARE(parts.size(), std::size_t{1});
        QCOMPARE(parts.front().rect, (PixelRect{300, 0, 600, 400}));
    }

    void aStopEndsTheSearch()
    {
        const auto source = test::fakeSource(chunked);
        source->failRows(0, 128);
        const SubjectPtr subject = test::subjectOf(source, 256);
        ReadScratch scratch;
        AlignedBuffer buffer;
        std::stop_source stop;
        stop.request_stop();
        const auto token = stop.get_token();
        Salvage salvage(*subject, scratch, buffer, token);
        const auto samples = salvage.read(
            {{}, 0, 0, 128, 192}, SalvageForm::Blank, {ErrorCode::Unreadable, "Bad.", {}});
        QVERIFY(!samples);
        QCOMPARE(samples.error().code, ErrorCode::Cancelled);
        QCOMPARE(source->reads(), 0);
    }
};

QTEST_APPLESS_MAIN(TestTileDamage)
#include "tst_tile_damage.moc"
