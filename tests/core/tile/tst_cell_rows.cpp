// SPDX-License-Identifier: MIT
// Cells of what is read for tiles of the levels below them.
#include "core/tile/cell_rows.h"

#include "core/tile/tile_group.h"
#include "tests/support/cell_subject.h"
#include "tests/support/sparse_source.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <stop_token>
#include <thread>
#include <utility>

using namespace tessera;

namespace {

constexpr test::FakeSpec odd{.rows = 331, .columns = 457, .classes = 4};

// A cell of 16 × 16 pixels is read in two blocks, each above the other.
constexpr test::FakeSpec inBlocks{
    .rows = 331, .columns = 457, .classes = 4, .chunkRows = 64, .chunkColumns = 128};
constexpr ByteCount blockBytesOfCell{64 * 128 * 4 * sizeof(float)};

void makeTiles(const std::vector<TileWish>& wishes)
{
    WorkerScratch scratch;
    for (const TileRun& run : planRuns(wishes))
        for (TileGroup group(run, 0); group.hasBlocks();)
            group.settle(group.build(group.takeBlock(0), scratch));
}

void makeTiles(const SubjectPtr& subject, std::int32_t level)
{
    makeTiles(test::allWishes(subject, level));
}

std::vector<CellPosition> firstCells(const TileSubject& subject)
{
    const TileRange all = subject.cells->grid().tilesAt(firstKeptLevel);
    std::vector<CellPosition> cells;
    for (std::int32_t row = 0; row < all.endRow; ++row)
        for (std::int32_t column = 0; column < all.endColumn; ++column)
            cells.push_back({firstKeptLevel, row, column});
    return cells;
}

bool areSame(const AlignedBuffer& one, const AlignedBuffer& other)
{
    return one.size() == other.size()
        && (one.size() == 0 || std::memcmp(one.data(), other.data(), one.size()) == 0);
}

bool areSame(const MeanCell& one, const MeanCell& other)
{
    return one.shape == other.shape && one.classes == other.classes
        && one.isUniform == other.isUniform && areSame(one.means, other.means)
        && areSame(one.counts, other.counts);
}

// Cells that are there and are not what a CellMaker makes of the samples.
std::ptrdiff_t differing(const TileSubject& subject, const TileSubject& sound)
{
    WorkerScratch scratch;
    return std::ranges::count_if(firstCells(subject), [&](const CellPosition& cell) {
        const CellPtr found = subject.cells->find(cell).cell;
        return found && !areSame(*found, *CellMaker(sound, scratch, {}).make(cell)->cell);
    });
}

} // namespace

class TestCellRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void cellsAreWhatACellMakerMakes_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<TileKind>("kind");
        QTest::addColumn<int>("edge");
        QTest::addColumn<int>("cellEdge");
        QTest::addColumn<bool>("areAllMade");
        const auto add = [](const char* name, const test::FakeSpec& spec, int edge, int cellEdge,
                             bool areAllMade = true, TileKind kind = TileKind::Classes) {
            QTest::addRow("%s", name) << spec << kind << edge << cellEdge << areAllMade;
        };
        add("prime extents", odd, 16, 16);
        add("four cells a tile", odd, 16, 8);
        add("sixteen cells a tile", odd, 16, 4);
        add("an odd edge", odd, 15, 5, false);
        add("one class", {.rows = 211, .columns = 503, .classes = 1}, 16, 16);
        add("twenty classes, uint8",
            {.rows = 151, .columns = 139, .classes = 20, .type = ElementType::UInt8}, 8, 4);
        add("wide codes", {.rows = 67, .columns = 71, .classes = 300}, 4, 4);
        add("wide rows", {.rows = 41, .columns = 70'001, .classes = 4}, 16, 8);
        add("planes that fit together",
            {.rows = 331, .columns = 457, .classes = 2, .classesFirst = true}, 32, 16);
        add("NaN and infinities",
            {.rows = 331,
                .columns = 259,
                .type = ElementType::Float64,
                .hasNan = true,
                .hasInfinity = true},
            16, 8);
        add("a hole", {.rows = 331, .columns = 457, .hole = {40, 60, 200, 130}}, 16, 8);
        add("chunks", {.rows = 331, .columns = 457, .chunkRows = 32, .chunkColumns = 64}, 16, 16);
        add("chunks of a few rows",
            {.rows = 331, .columns = 457, .chunkRows = 2, .chunkColumns = 457}, 16, 16);
        add("large chunks",
            {.rows = 331, .columns = 457, .classes = 4, .chunkRows = 128, .chunkColumns = 256}, 16,
            16);
        add("odd chunks",
            {.rows = 331, .columns = 259, .classes = 4, .chunkRows = 37, .chunkColumns = 51}, 16, 8,
            false);
        add("one class a chunk",
            {.rows = 257,
                .columns = 263,
                .chunkRows = 32,
                .chunkColumns = 48,
                .chunkClasses = 1,
                .classesFirst = true},
            16, 16, false);
        add("one row", {.rows = 1, .columns = 1009}, 16, 16);
        add("one column", {.rows = 1009, .columns = 1}, 16, 8);
        add("colour image", {.rows = 257, .columns = 259, .type = ElementType::UInt8}, 16, 16, true,
            TileKind::Image);
    }
    void cellsAreWhatACellMakerMakes()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(TileKind, kind);
        QFETCH(int, edge);
        QFETCH(int, cellEdge);
        QFETCH(bool, areAllMade);
        const auto source = test::fakeSource(spec);
        const auto fresh = [&] {
            return test::subjectWithCells(source, edge, cellEdge, test::memoryPlaces(), kind);
        };
        for (const std::int32_t level : {1, 2}) {
            const SubjectPtr subject = fresh();
            makeTiles(subject, level);
            QCOMPARE(differing(*subject, *fresh()), 0);
            QCOMPARE(subject->cells->isComplete(), areAllMade);
        }
    }

    void tilesAreWhatTheyAreWithoutCells()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr with = test::subjectWithCells(source, 16, 8, test::memoryPlaces());
        const SubjectPtr without = test::subjectOf(source, 16);
        const auto tilesOf = [](const SubjectPtr& subject, std::int32_t row) {
            auto wishes = test::allWishes(subject, 2);
            std::erase_if(wishes, [row](const TileWish& one) { return one.key.row != row; });
            TileGroup group(planRuns(wishes).front(), 0);
            WorkerScratch scratch;
            while (group.hasBlocks())
                group.settle(group.build(group.takeBlock(0), scratch));
            std::vector<test::TileContents> contents;
            for (const auto& tile : group.takeTiles())
                contents.push_back(test::contentsOf(*tile));
            return contents;
        };
        for (const std::int32_t row : {0, 1, 5})
            QCOMPARE(tilesOf(with, row), tilesOf(without, row));
    }

    void nothingIsReadForThemAgain()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 8, test::memoryPlaces());
        makeTiles(subject, 2);
        const ByteCount read = source->bytesRead();
        QCOMPARE(read, (ByteCount{331 * 457 * 4 * 4}));
        for (std::int32_t level = firstKeptLevel; level < subject->grid.levels(); ++level)
            makeTiles(subject, level);
        QCOMPARE(source->bytesRead(), read);
    }

    void onlyTheRestOfACellIsRead()
    {
        const auto source = test::fakeSource(inBlocks);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        auto wishes = test::allWishes(subject, 2);
        std::erase_if(wishes, [](const TileWish& one) { return one.key.row != 0; });
        makeTiles(wishes);
        const ByteCount before = source->bytesRead();
        QVERIFY(!subject->cells->find({firstKeptLevel, 0, 1}).cell);
        WorkerScratch scratch;
        QVERIFY(CellMaker(*subject, scratch, {}).make({firstKeptLevel, 0, 1}));
        QCOMPARE(source->bytesRead(), before + blockBytesOfCell);
        QCOMPARE(
            differing(*subject, *test::subjectWithCells(source, 16, 16, test::memoryPlaces())), 0);
    }

    void whatWasReadBeforeAStopIsNotReadAgain()
    {
        const auto source = test::fakeSource(inBlocks);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        source->block();
        std::stop_source stop;
        Result<MadeCell> cell;
        std::jthread worker([&] {
            WorkerScratch scratch;
            const auto token = stop.get_token();
            cell = CellMaker(*subject, scratch, token).make({firstKeptLevel, 0, 1});
        });
        source->letThrough(1);
        QVERIFY(source->waitForBytes(blockBytesOfCell));
        QVERIFY(source->waitForBlocked(1));
        stop.request_stop();
        worker.join();
        source->unblock();
        QCOMPARE(cell.error().code, ErrorCode::Cancelled);
        WorkerScratch scratch;
        QVERIFY(CellMaker(*subject, scratch, {}).make({firstKeptLevel, 0, 1}));
        QCOMPARE(source->bytesRead(), blockBytesOfCell + blockBytesOfCell);
        QCOMPARE(
            differing(*subject, *test::subjectWithCells(source, 16, 16, test::memoryPlaces())), 0);
    }

    void whatIsKnownIsNotCollected()
    {
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        makeTiles(subject, 2);
        QCOMPARE(archive->count(), firstCells(*subject).size());
        places.store = std::make_shared<CellStore>(megabytes(100));
        const SubjectPtr again = test::subjectWithCells(source, 16, 16, places);
        QVERIFY(CellRows(*again, 2, {0, 0, 16, 115}).isEmpty());
        QVERIFY(!CellRows(
            *test::subjectWithCells(source, 16, 16, test::memoryPlaces()), 2, {0, 0, 16, 115})
                .isEmpty());
    }

    void damagedReadsBringNothing()
    {
        const auto source = test::fakeSource(
            {.rows = 331, .columns = 457, .classes = 4, .chunkRows = 64, .chunkColumns = 64});
        source->failParts({{{100, 200, 1, 1}, {}}});
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const SubjectPtr subject = test::subjectWithCells(source, 8, 8, places);
        makeTiles(subject, 2);
        QVERIFY(subject->cells->share() > 0);
        QVERIFY(!subject->cells->isComplete());
        QVERIFY(!subject->cells->find({firstKeptLevel, 1, 3}).cell);
        QVERIFY(!archive->holds("plane", {firstKeptLevel, 1, 3}));
        source->failParts({});
        subject->damage->forget();
        subject->cells->forgetDamage();
        QCOMPARE(
            differing(*subject, *test::subjectWithCells(source, 8, 8, test::memoryPlaces())), 0);
        makeTiles(subject, 2);
        QVERIFY(subject->cells->isComplete());
        QCOMPARE(
            differing(*subject, *test::subjectWithCells(source, 8, 8, test::memoryPlaces())), 0);
    }

    void aBlockThatIsStoppedBringsNothing()
    {
        const auto source = test::fakeSource(odd);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, test::memoryPlaces());
        TileGroup group(planRuns(test::allWishes(subject, 2)).front(), 0);
        WorkerScratch scratch;
        group.abandon();
        QVERIFY(!group.build(group.takeBlock(0), scratch));
        QCOMPARE(subject->cells->share(), 0.0);
        QVERIFY(!CellRows(*subject, 2, {0, 0, 16, 115}).isEmpty());
    }

    void whereNothingWasWrittenNothingIsCollected()
    {
        auto places = test::memoryPlaces();
        const auto archive = std::make_shared<test::MemoryArchive>();
        places.archive = archive;
        places.plane = "plane";
        const auto source = std::make_shared<test::SparseSource>(
            PlaneShape{1000, 1000}, PixelRect{10, 10, 90, 90}, 0.0F);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        makeTiles(subject, 2);
        QVERIFY(archive->holds("plane", {firstKeptLevel, 0, 0}));
        QCOMPARE(archive->count(), std::size_t{1});
    }

    void cellsInTheMakingAreBounded()
    {
        const auto source = test::fakeSource({.rows = 700, .columns = 900, .classes = 4});
        const ByteCount budget{100'000};
        const auto places = test::memoryPlaces(budget);
        const SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        WorkerScratch scratch;
        for (const TileRun& run : planRuns(test::allWishes(subject, 2))) {
            TileGroup group(run, 0);
            group.settle(group.build(group.takeBlock(0), scratch));
            QVERIFY(places.store->partial().held() <= ByteCount{budget.value / 2});
        }
    }

    void cellsInTheMakingGoWithTheirPlane()
    {
        const auto source = test::fakeSource(odd);
        const auto places = test::memoryPlaces();
        SubjectPtr subject = test::subjectWithCells(source, 16, 16, places);
        WorkerScratch scratch;
        {
            TileGroup group(planRuns(test::allWishes(subject, 2)).front(), 0);
            group.settle(group.build(group.takeBlock(0), scratch));
        }
        QVERIFY(places.store->partial().held() > ByteCount{0});
        subject.reset();
        QCOMPARE(places.store->partial().held(), ByteCount{0});
    }
};

QTEST_APPLESS_MAIN(TestCellRows)
#include "tst_cell_rows.moc"
