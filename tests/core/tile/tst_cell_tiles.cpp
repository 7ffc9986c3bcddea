// SPDX-License-Identifier: MIT
// Coarse tiles of large planes, which are made of cells.
#include "core/tile/tile_group.h"
#include "tests/support/cell_subject.h"
#include "tests/support/sparse_source.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <stop_token>
#include <thread>

using namespace tessera;

namespace {

constexpr std::uint16_t damagedCode = specialCode<std::uint16_t>(SpecialCode::Damaged);
constexpr std::uint16_t nanCode = specialCode<std::uint16_t>(SpecialCode::NotANumber);
constexpr test::FakeSpec odd{.rows = 331, .columns = 457, .classes = 4};

std::unique_ptr<Tile> tileOf(const TileWish& wish)
{
    TileGroup group(planRuns({wish}).front(), 0);
    WorkerScratch scratch;
    while (group.hasBlocks())
        group.settle(group.build(group.takeBlock(0), scratch));
    auto tiles = group.takeTiles();
    return tiles.empty() ? nullptr : std::move(tiles.front());
}

void makeLevel(const SubjectPtr& subject, std::int32_t level)
{
    for (const TileWish& wish : test::allWishes(subject, level))
        tileOf(wish);
}

TileWish topWish(const SubjectPtr& subject)
{
    return test::allWishes(subject, subject->grid.levels() - 1).front();
}

// Pixels whose number differs from the direct one; a class may be another one of equals.
std::ptrdiff_t differing(const test::TileContents& one, const test::TileContents& other)
{
    constexpr double tolerance = 1e-6;
    std::ptrdiff_t count = 0;
    for (std::size_t at = 0; at < one.numbers.size(); ++at) {
        const double greatest = std::max(1.0, std::abs(other.numbers[at]));
        count += std::abs(one.numbers[at] - other.numbers[at]) > tolerance * greatest ? 1 : 0;
    }
    return count;
}

double meanOf(
    const test::FakeSource& source, const PixelRect& covered, std::int64_t index, double divisor)
{
    double sum = 0;
    double count = 0;
    for (std::int64_t row = covered.row; row < covered.row + covered.rows; ++row)
        for (std::int64_t column = covered.column; column < covered.column + covered.columns;
            ++column)
            if (const double value = source.valueAt({}, row, column, index); std::isfinite(value)) {
                sum += value / divisor;
                ++count;
            }
    return sum / count;
}

// Pixels of another class than the direct one though the two are no equals.
std::ptrdiff_t otherClasses(const test::FakeSource& source, const Tile& tile,
    const test::TileContents& one, const test::TileContents& other)
{
    constexpr double tolerance = 1e-6;
    const double divisor = source.info().type == ElementType::UInt8 ? 255 : 1;
    std::ptrdiff_t count = 0;
    for (std::size_t at = 0; at < one.codes.size(); ++at) {
        if (one.codes[at] == other.codes[at])
            continue;
        const auto pixel = static_cast<std::int64_t>(at);
        const PixelRect covered = tile.subject->grid.coveredAtLevel0(tile.key.level,
            {tile.rect.row + pixel / tile.rect.columns,
                tile.rect.column + pixel % tile.rect.columns, 1, 1});
        const bool areClasses = std::max(one.codes[at], other.codes[at]) < source.info().classes;
        const bool isTie = areClasses
            && std::abs(meanOf(source, covered, one.codes[at], divisor)
                   - meanOf(source, covered, other.codes[at], divisor))
                < tolerance;
        count += isTie ? 0 : 1;
    }
    return count;
}

ByteCount bytesOf(const test::FakeSpec& spec)
{
    return {static_cast<std::uint64_t>(spec.rows * spec.columns * spec.classes)
        * elementSize(spec.type)};
}

// Every sample is the same, but for a corner; what is nothing is known.
class FlatSource final : public VolumeSource {
public:
    FlatSource(PlaneShape plane, float value, bool holdsNothing)
        : m_value(value)
        , m_holdsNothing(holdsNothing)
    {
        m_info.axes = *parseAxes("yxc");
        m_info.plane = plane;
        m_info.classes = 2;
        m_info.shape = {
            static_cast<std::uint64_t>(plane.rows), static_cast<std::uint64_t>(plane.columns), 2};
    }
    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& /*stop*/) const override
    {
        const auto samples = static_cast<std::size_t>(region.rows * region.columns * 2);
        scratch.samples.reserve(samples * sizeof(float));
        std::ranges::fill(scratch.samples.as<float>().first(samples), m_value);
        ++m_reads;
        return Samples{{ElementType::Float32, scratch.samples.data(), region.rows, region.columns,
                           2, region.columns * 2, 2, 1},
            {samples * sizeof(float)}};
    }
    bool holdsNothing(const SourceRegion& /*region*/) const override { return m_holdsNothing; }
    int reads() const { return m_reads; }

private:
    VolumeInfo m_info;
    float m_value;
    bool m_holdsNothing;
    mutable int m_reads = 0;
};

} // namespace

class TestCellTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void tilesOfCellsHoldWhatTheDefinitionSays_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<TileKind>("kind");
        QTest::addColumn<int>("edge");
        QTest::addColumn<int>("cellEdge");
        const auto add = [](const char* name, const test::FakeSpec& spec, int edge, int cellEdge,
                             TileKind kind = TileKind::Classes) {
            QTest::addRow("%s", name) << spec << kind << edge << cellEdge;
        };
        add("prime extents", odd, 16, 16);
        add("four cells a tile", odd, 16, 8);
        add("sixteen cells a tile", odd, 16, 4);
        add("an odd edge", odd, 15, 5);
        add("one class", {.rows = 211, .columns = 503, .classes = 1}, 16, 16);
        add("two classes", {.rows = 211, .columns = 503, .classes = 2}, 16, 8);
        add("twenty classes, uint8",
            {.rows = 151, .columns = 139, .classes = 20, .type = ElementType::UInt8}, 8, 4);
        add("wide codes, planes", {.rows = 67, .columns = 71, .classes = 300, .classesFirst = true},
            4, 4);
        add("float64 with NaN and infinities, odd chunks",
            {.rows = 331,
                .columns = 259,
                .type = ElementType::Float64,
                .chunkRows = 37,
                .chunkColumns = 51,
                .hasNan = true,
                .hasInfinity = true},
            16, 8);
        add("large chunks",
            {.rows = 331, .columns = 457, .classes = 4, .chunkRows = 64, .chunkColumns = 128}, 16,
            16);
        add("one class a chunk, uint8",
            {.rows = 257,
                .columns = 263,
                .type = ElementType::UInt8,
                .chunkRows = 32,
                .chunkColumns = 48,
                .chunkClasses = 1,
                .classesFirst = true},
            16, 16);
        add("NaN in classes apart",
            {.rows = 129,
                .columns = 130,
                .chunkRows = 16,
                .chunkColumns = 16,
                .chunkClasses = 1,
                .hasNan = true},
            8, 8);
        add("a hole", {.rows = 331, .columns = 457, .hole = {40, 60, 200, 130}}, 16, 8);
        add("one row", {.rows = 1, .columns = 1009}, 16, 16);
        add("one column", {.rows = 1009, .columns = 1}, 16, 8);
        add("grey image", {.rows = 331, .columns = 457, .classes = 1, .type = ElementType::UInt16},
            16, 8, TileKind::Image);
        add("colour image", {.rows = 257, .columns = 259, .type = ElementType::UInt8}, 16, 16,
            TileKind::Image);
        add("image with NaN", {.rows = 257, .columns = 259, .classes = 1, .hasNan = true}, 16, 16,
            TileKind::Image);
    }
    void tilesOfCellsHoldWhatTheDefinitionSays()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(TileKind, kind);
        QFETCH(int, edge);
        QFETCH(int, cellEdge);
        const auto source = test::fakeSource(spec);
        const SubjectPtr subject =
            test::subjectWithCells(source, edge, cellEdge, test::memoryPlaces(), kind);
        QVERIFY(subject->grid.levels() > firstKeptLevel + 1);
        for (std::int32_t level = firstKeptLevel; level < subject->grid.levels(); ++level)
            for (const TileWish& wish : test::allWishes(subject, level)) {
                const auto tile = tileOf(wish);
                QVERIFY(tile);
                const auto made = test::contentsOf(*tile);
                const auto direct =
                    test::expectedContents(*source, *subject, wish.key, TileQuality::Exact);
                QCOMPARE(differing(made, direct), 0);
                QCOMPARE(otherClasses(*source, *tile, made, direct), 0);
                QCOMPARE(made.counts.notANumber, direct.counts.notANumber);
                QCOMPARE(made.counts.clamped, direct.counts.clamped);
            }
        QCOMPARE(source->bytesRead(), bytesOf(spec));
    }

    void eachByteIsReadOnceForAllLevels_data()
    {
        QTest::addColumn<std::vector<int>>("levels");
        QTest::addRow("upwards") << std::vector{3, 4, 5};
        QTest::addRow("downwards") << std::vector{5, 4, 3};
        QTest::addRow("in between") << std::vector{4, 3, 5, 4, 3};
    }
    void eachByteIsReadOnceForAllLevels()
    {
        QFETCH(std::vector<int>, levels);
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 8, test::memoryPlaces());
        for (const int level : levels)
            makeLevel(subject, level);
        QCOMPARE(source->bytesRead(), bytesOf(odd));
        QVERIFY(subject->cells->isComplete());
        QCOMPARE(subject->cells->share(), 1.0);
    }

    void whatWasMadeBeforeAStopIsKept()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        WorkerScratch scratch;
        {
            TileGroup stopped(planRuns({topWish(subject)}).front(), 0);
            stopped.settle(stopped.build(stopped.takeBlock(0), scratch));
            QVERIFY(stopped.hasBlocks());
            stopped.abandon();
            QCOMPARE(
                stopped.build(stopped.takeBlock(0), scratch).error().code, ErrorCode::Cancelled);
        }
        QVERIFY(subject->cells->share() > 0);
        QVERIFY(!subject->cells->isComplete());
        QVERIFY(tileOf(topWish(subject)));
        QCOMPARE(source->bytesRead(), bytesOf(odd));
        QVERIFY(subject->cells->isComplete());
    }

    void aStopEndsACellBeforeTheNextBand()
    {
        const auto source = test::fakeSource(
            {.rows = 512, .columns = 512, .classes = 4, .type = ElementType::Float64});
        const SubjectPtr subject = test::subjectWithCells(source, 32, 32, test::memoryPlaces());
        source->ignoreStops();
        source->block();
        std::stop_source stop;
        Result<MadeCell> cell;
        std::jthread worker([&] {
            WorkerScratch scratch;
            const auto token = stop.get_token();
            cell = CellMaker(*subject, scratch, token).make({4, 0, 0});
        });
        QVERIFY(source->waitForBlocked(1));
        stop.request_stop();
        source->unblock();
        worker.join();
        QCOMPARE(cell.error().code, ErrorCode::Cancelled);
        QCOMPARE(source->reads(), 1);
    }

    void twoThatWantTheSameCellReadItOnce()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 32, 32, test::memoryPlaces());
        source->block();
        const auto make = [&] {
            WorkerScratch scratch;
            return CellMaker(*subject, scratch, {}).make({3, 0, 0});
        };
        Result<MadeCell> first;
        Result<MadeCell> second;
        {
            const std::jthread one([&] { first = make(); });
            const std::jthread other([&] { second = make(); });
            QVERIFY(source->waitForBlocked(1));
            source->unblock();
        }
        QVERIFY(first && second);
        QCOMPARE(first->cell, second->cell);
        QCOMPARE(source->bytesRead(), (ByteCount{256 * 256 * 4 * 4}));
    }

    void aTinyBudgetCostsTimeOnly()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject =
            test::subjectWithCells(source, 16, 8, test::memoryPlaces(ByteCount{1000}));
        const auto tile = tileOf(topWish(subject));
        QCOMPARE(differing(test::contentsOf(*tile),
                     test::expectedContents(*source, *subject, tile->key, TileQuality::Exact)),
            0);
        QCOMPARE(source->bytesRead(), bytesOf(odd));
    }

    void anArchiveMakesItExactAtOnce()
    {
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const auto source = test::fakeSource(odd);
        const auto first = tileOf(topWish(test::subjectWithCells(source, 16, 8, places)));
        QVERIFY(archive->count() > 0);
        places.store = std::make_shared<CellStore>(megabytes(100));
        const auto again = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(again, 16, 8, places);
        const auto second = tileOf(topWish(subject));
        QCOMPARE(again->reads(), 0);
        QCOMPARE(test::contentsOf(*second), test::contentsOf(*first));
        QVERIFY(subject->cells->isComplete());
    }

    void planesWithoutANameAreNotArchived()
    {
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        tileOf(topWish(test::subjectWithCells(test::fakeSource(odd), 16, 8, places)));
        QCOMPARE(archive->count(), std::size_t{0});
    }

    void onlyWhatCannotBeReadIsLost_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<PixelRect>("bad");
        QTest::addColumn<PixelRect>("lost");
        constexpr test::FakeSpec chunked{
            .rows = 500, .columns = 600, .chunkRows = 64, .chunkColumns = 64};
        QTest::addRow("one chunk")
            << chunked << PixelRect{100, 200, 1, 1} << PixelRect{64, 192, 64, 64};
        QTest::addRow("a row of chunks")
            << chunked << PixelRect{300, 0, 1, 600} << PixelRect{256, 0, 64, 600};
        QTest::addRow("everything")
            << chunked << PixelRect{0, 0, 500, 600} << PixelRect{0, 0, 500, 600};
        QTest::addRow("rows of contiguous samples")
            << test::FakeSpec{.rows = 500, .columns = 600} << PixelRect{90, 0, 40, 600}
            << PixelRect{90, 0, 40, 600};
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
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        for (std::int32_t level = firstKeptLevel; level < subject->grid.levels(); ++level)
            for (const TileWish& wish : test::allWishes(subject, level)) {
                const auto tile = tileOf(wish);
                const auto made = test::contentsOf(*tile);
                const auto direct = test::marked(
                    test::expectedContents(*holed, *subject, wish.key, TileQuality::Exact));
                QCOMPARE(differing(made, direct), 0);
                QCOMPARE(std::ranges::count(made.codes, damagedCode),
                    std::ranges::count(direct.codes, damagedCode));
            }
        QVERIFY(tileOf(topWish(subject))->damage.parts > 0);
        QVERIFY(!archive->holds("plane", {subject->grid.levels() - 1, 0, 0}));
    }

    void damageIsReadAgainWhenItIsForgotten()
    {
        const auto source = test::fakeSource(odd);
        source->failParts({{{100, 100, 1, 1}, {}}});
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        QVERIFY(tileOf(topWish(subject))->damage.parts > 0);
        source->failParts({});
        subject->damage->forget();
        subject->cells->forgetDamage();
        const auto tile = tileOf(topWish(subject));
        QCOMPARE(tile->damage.parts, 0U);
        QCOMPARE(differing(test::contentsOf(*tile),
                     test::expectedContents(*source, *subject, tile->key, TileQuality::Exact)),
            0);
        QVERIFY(subject->cells->isComplete());
        QVERIFY(archive->holds("plane", {subject->grid.levels() - 1, 0, 0}));
    }

    void equalSamplesTakeOnePixel_data()
    {
        QTest::addColumn<float>("value");
        QTest::addRow("nothing likely") << 0.0F;
        QTest::addRow("a number") << 0.1F;
        QTest::addRow("no number") << std::nanf("");
    }
    void equalSamplesTakeOnePixel()
    {
        QFETCH(float, value);
        const auto source = std::make_shared<FlatSource>(PlaneShape{301, 299}, value, false);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        WorkerScratch scratch;
        const auto cell = CellMaker(*subject, scratch, {}).make({5, 0, 0});
        QVERIFY(cell && cell->cell->isUniform);
        QCOMPARE(cell->cell->means.size(), 2 * sizeof(float));
        const auto tile = tileOf(topWish(subject));
        const auto contents = test::contentsOf(*tile);
        QCOMPARE(
            std::ranges::count(contents.codes, contents.codes.front()), std::ssize(contents.codes));
        QCOMPARE(contents.codes.front() == nanCode, std::isnan(value));
    }

    void whereNothingWasWrittenOnePixelIsRead()
    {
        const auto source = std::make_shared<FlatSource>(PlaneShape{100'000, 90'000}, 0.5F, true);
        const SubjectPtr subject = test::subjectWithCells(source, 256, 256, test::memoryPlaces());
        const auto tile = tileOf(topWish(subject));
        QVERIFY(source->reads() <= 16);
        QCOMPARE(test::contentsOf(*tile).numbers.front(), 0.5);
        QVERIFY(subject->cells->isComplete());
    }

    void onlyChunksThatWereWrittenAreRead_data()
    {
        QTest::addColumn<float>("fill");
        QTest::addColumn<int>("edge");
        QTest::addRow("zero") << 0.0F << 32;
        QTest::addRow("a number") << 0.1F << 32;
        QTest::addRow("no number") << std::nanf("") << 32;
        QTest::addRow("cells of an odd edge") << 0.1F << 49;
    }
    void onlyChunksThatWereWrittenAreRead()
    {
        QFETCH(float, fill);
        QFETCH(int, edge);
        constexpr PlaneShape plane{1000, 911};
        constexpr PixelRect written{300, 200, 50, 60}; // in two chunks
        const auto sparse = std::make_shared<test::SparseSource>(plane, written, fill);
        const auto full = std::make_shared<test::SparseSource>(plane, written, fill, false);
        const SubjectPtr quick = test::subjectWithCells(sparse, edge, edge, test::memoryPlaces());
        const SubjectPtr direct = test::subjectWithCells(full, edge, edge, test::memoryPlaces());
        for (std::int32_t level = quick->grid.levels() - 1; level >= firstKeptLevel; --level) {
            const auto wishes = test::allWishes(direct, level);
            for (std::size_t at = 0; at < wishes.size(); ++at)
                QCOMPARE(test::contentsOf(*tileOf(test::allWishes(quick, level).at(at))),
                    test::contentsOf(*tileOf(wishes.at(at))));
        }
        QVERIFY(quick->cells->isComplete());
        QVERIFY(sparse->bytesRead() < full->bytesRead() / 4);
    }

    void aMillionPixelsAlongCostWhatWasWritten()
    {
        const auto source = std::make_shared<test::SparseSource>(
            PlaneShape{1'000'000, 1'000'000}, PixelRect{500'000, 300'000, 10, 10}, 0.0F);
        const SubjectPtr subject = test::subjectWithCells(source, 256, 256, test::memoryPlaces());
        QVERIFY(tileOf(topWish(subject)));
        constexpr std::uint64_t pixelBytes = 2 * sizeof(float);
        QCOMPARE(source->bytesRead(), test::SparseSource::chunkBytes + pixelBytes);
    }

    void aReadWithoutMemoryFailsTheTile()
    {
        const auto source = test::fakeSource(odd);
        source->failRows(10, 11, ErrorCode::OutOfMemory);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        TileGroup group(planRuns({topWish(subject)}).front(), 0);
        WorkerScratch scratch;
        QVERIFY(group.settle(group.build(group.takeBlock(0), scratch)));
        QCOMPARE(group.error()->code, ErrorCode::OutOfMemory);
    }

    void billsAddUpToWhatWasRead()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        TileGroup group(planRuns({topWish(subject)}).front(), 0);
        WorkerScratch scratch;
        while (group.hasBlocks())
            group.settle(group.build(group.takeBlock(0), scratch));
        QCOMPARE(group.bills(0, 0).front().bytesRead, bytesOf(odd));
    }
};

QTEST_APPLESS_MAIN(TestCellTiles)
#include "tst_cell_tiles.moc"
