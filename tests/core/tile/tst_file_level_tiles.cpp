// SPDX-License-Identifier: MIT
// Tiles of levels that the file brings: which samples lie under a pixel, and what comes out.
#include "core/tile/file_level_builder.h"
#include "core/tile/file_level_plan.h"

#include "core/tile/block_plan.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

using namespace tessera;
using test::FakeSpec;

Q_DECLARE_METATYPE(FakeSpec)
Q_DECLARE_METATYPE(LevelScale)

namespace {

constexpr std::int64_t edge = 64;
constexpr PlaneShape plane{1009, 1511}; // two primes

FakeSpec partOf(FakeSpec spec, const LevelScale& scale)
{
    spec.rows = static_cast<std::int64_t>(std::ceil(static_cast<double>(plane.rows) / scale.rows));
    spec.columns =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(plane.columns) / scale.columns));
    return spec;
}

// A subject whose own samples cannot be read, with one level of these samples.
struct Levelled {
    Levelled(const FakeSpec& spec, const LevelScale& scale)
        : level(test::fakeSource(partOf(spec, scale)))
    {
        FakeSpec whole = spec;
        whole.rows = plane.rows;
        whole.columns = plane.columns;
        const auto source = test::fakeSource(whole);
        source->failRows(0, plane.rows);
        TileSubject made = *test::subjectOf(source, edge);
        made.fileLevels.push_back({test::subjectOf(level, edge), scale});
        subject = std::make_shared<const TileSubject>(std::move(made));
    }

    std::shared_ptr<test::FakeSource> level;
    SubjectPtr subject;
};

std::unique_ptr<Tile> built(const SubjectPtr& subject, const TileKey& key)
{
    std::vector<std::unique_ptr<Tile>> tiles;
    tiles.push_back(makeTile(subject, key, TileQuality::FileLevel));
    WorkerScratch scratch;
    for (const PixelRect& block :
        planBlocks(*subject, key.level, TileQuality::FileLevel, tiles.front()->rect))
        if (!buildBlock({*subject, key.level, TileQuality::FileLevel, block, tiles}, scratch, {}))
            return nullptr;
    return std::move(tiles.front());
}

// Samples of a level whose middle lies in the pixel, one by one; the nearest where none does.
std::vector<std::int64_t> under(
    std::int64_t pixel, double pixelLength, double scale, std::int64_t samples)
{
    const double begin = static_cast<double>(pixel) * pixelLength;
    std::vector<std::int64_t> found;
    std::int64_t nearest = 0;
    const auto distance = [&](std::int64_t sample) {
        return std::abs((static_cast<double>(sample) + 0.5) * scale - begin - pixelLength / 2);
    };
    for (std::int64_t sample = 0; sample < samples; ++sample) {
        const double middle = (static_cast<double>(sample) + 0.5) * scale;
        if (middle >= begin && middle < begin + pixelLength)
            found.push_back(sample);
        if (distance(sample) <= distance(nearest))
            nearest = sample;
    }
    if (found.empty())
        found.push_back(nearest);
    return found;
}

double meanOf(const test::FakeSource& source, const std::vector<std::int64_t>& rows,
    const std::vector<std::int64_t>& columns, std::int64_t index)
{
    double sum = 0;
    int count = 0;
    for (const std::int64_t row : rows)
        for (const std::int64_t column : columns) {
            const double value = source.valueAt({}, row, column, index);
            sum += std::isfinite(value) ? value : 0;
            count += std::isfinite(value) ? 1 : 0;
        }
    return sum / count;
}

// The greatest difference of a number of the tile from what it should be.
double worstDifference(const Levelled& of, const Tile& tile)
{
    const LevelScale scale = of.subject->fileLevels.front().scale;
    const VolumeInfo& info = of.level->info();
    const double length = std::ldexp(1.0, tile.key.level);
    const auto numbers = tile.numbers.as<const float>();
    std::vector<std::vector<std::int64_t>> columns;
    columns.reserve(static_cast<std::size_t>(tile.rect.columns));
    for (std::int64_t column = 0; column < tile.rect.columns; ++column)
        columns.push_back(
            under(tile.rect.column + column, length, scale.columns, info.plane.columns));
    double worst = 0;
    std::size_t at = 0;
    for (std::int64_t row = 0; row < tile.rect.rows; ++row) {
        const auto rows = under(tile.rect.row + row, length, scale.rows, info.plane.rows);
        for (const auto& inRow : columns) {
            double best = 0;
            for (std::int64_t index = 0; index < info.classes; ++index)
                best = std::max(best, meanOf(*of.level, rows, inRow, index));
            worst = std::max(worst, std::abs(static_cast<double>(numbers[at++]) - best));
        }
    }
    return worst;
}

} // namespace

class TestFileLevelTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aPixelIsTheMeanOfTheSamplesInIt_data()
    {
        QTest::addColumn<FakeSpec>("spec");
        QTest::addColumn<LevelScale>("scale");
        constexpr FakeSpec chunked{.chunkRows = 50, .chunkColumns = 70};
        QTest::addRow("a power of two") << chunked << LevelScale{4, 4};
        QTest::addRow("three") << chunked << LevelScale{3, 3};
        QTest::addRow("another along columns") << chunked << LevelScale{2, 5};
        QTest::addRow("one axis alone") << chunked << LevelScale{1, 7};
        QTest::addRow("no whole number") << chunked << LevelScale{2.5, 1.5};
        QTest::addRow("contiguous") << FakeSpec{} << LevelScale{4, 4};
        QTest::addRow("some are not finite") << FakeSpec{.hasNan = true} << LevelScale{6, 6};
        QTest::addRow("a plane for each class")
            << FakeSpec{.classesFirst = true} << LevelScale{3, 3};
    }
    void aPixelIsTheMeanOfTheSamplesInIt()
    {
        QFETCH(FakeSpec, spec);
        QFETCH(LevelScale, scale);
        const Levelled of(spec, scale);
        for (const int level : {1, 2, 3, 4}) {
            const TileRange last = of.subject->grid.tilesAt(level);
            for (const bool isFirst : {true, false}) {
                const TileKey key{of.subject->id, level, isFirst ? 0 : last.endRow - 1,
                    isFirst ? 0 : last.endColumn - 1};
                const auto tile = built(of.subject, key);
                QVERIFY(tile);
                QVERIFY(worstDifference(of, *tile) < 1e-6);
            }
        }
    }

    void manySamplesAreReadInBlocks()
    {
        const Levelled of({.classes = 8}, {1.0625, 1});
        QVERIFY(planBlocks(*of.subject, 4, TileQuality::FileLevel, {0, 0, 64, 64}).size() > 4);
        const auto tile = built(of.subject, {of.subject->id, 4, 0, 0});
        QVERIFY(tile);
        QVERIFY(worstDifference(of, *tile) < 1e-6);
    }

    void aPixelOfOneSampleIsThatSample()
    {
        const Levelled of({.type = ElementType::UInt8}, {8, 8});
        const auto tile = built(of.subject, {of.subject->id, 3, 0, 0});
        QVERIFY(tile);
        double best = 0;
        for (std::int64_t index = 0; index < 3; ++index)
            best = std::max(best, of.level->valueAt({}, 2, 5, index) / 255);
        QCOMPARE(tile->numbers.as<const float>()[2 * 64 + 5], static_cast<float>(best));
    }

    void theCoarsestLevelThatIsFineEnoughIsTaken_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<LevelScale>("scale");
        QTest::addRow("finer than all") << 1 << LevelScale{3, 3};
        QTest::addRow("one is as fine") << 3 << LevelScale{8, 5};
        QTest::addRow("one is finer") << 5 << LevelScale{27, 27};
        QTest::addRow("coarser than all") << 9 << LevelScale{27, 27};
    }
    void theCoarsestLevelThatIsFineEnoughIsTaken()
    {
        QFETCH(int, level);
        QFETCH(LevelScale, scale);
        TileSubject subject = *test::subjectOf(test::fakeSource({}), edge);
        for (const LevelScale& one : {LevelScale{3, 3}, LevelScale{8, 5}, LevelScale{27, 27}})
            subject.fileLevels.push_back({test::subjectOf(test::fakeSource({}), edge), one});
        QCOMPARE(fileLevelFor(subject, level).scale, scale);
        QCOMPARE(finestFileLevelTiles(subject), 1);
    }

    void whatCannotBeReadIsNotANumber()
    {
        const Levelled of({}, {4, 4});
        of.level->failRows(0, 20);
        const auto tile = built(of.subject, {of.subject->id, 2, 0, 0});
        QVERIFY(tile);
        const auto codes = tile->codes.as<const std::uint8_t>();
        QCOMPARE(codes[19 * 64], specialCode<std::uint8_t>(SpecialCode::NotANumber));
        QVERIFY(codes[20 * 64] < 3);
        QCOMPARE(tile->damage.parts, std::size_t{0});
    }

    void aStopEndsIt()
    {
        const Levelled of({}, {4, 4});
        std::vector<std::unique_ptr<Tile>> tiles;
        tiles.push_back(makeTile(of.subject, {of.subject->id, 2, 0, 0}, TileQuality::FileLevel));
        std::stop_source stop;
        stop.request_stop();
        WorkerScratch scratch;
        const auto cost =
            buildFileLevelBlock({*of.subject, 2, TileQuality::FileLevel, {0, 0, 64, 64}, tiles},
                scratch, stop.get_token());
        QVERIFY(!cost);
        QCOMPARE(cost.error().code, ErrorCode::Cancelled);
    }

    void nothingOverflowsInAnEnormousPlane()
    {
        constexpr std::int64_t extent = 100'000'000'000;
        const FakeSpec spec{.rows = extent, .columns = extent};
        TileSubject subject = *test::subjectOf(test::fakeSource(spec), 256);
        FakeSpec half = spec;
        half.rows = extent / 2;
        half.columns = extent / 2;
        subject.fileLevels.push_back({test::subjectOf(test::fakeSource(half), 256), {2, 2}});
        const PixelRect samples = fileLevelSamples(subject, 1, {extent / 2 - 1, 0, 1, 7});
        QCOMPARE(samples, (PixelRect{extent / 2 - 1, 0, 1, 7}));
        const int coarsest = subject.grid.levels() - 1;
        QVERIFY(fileLevelCostNs(subject, coarsest, subject.grid.tileRect(coarsest, 0, 0)) > 1e18);
    }
};

QTEST_APPLESS_MAIN(TestFileLevelTiles)
#include "tst_file_level_tiles.moc"
