// SPDX-License-Identifier: MIT
// Tiles of spread samples: what is read for them, and what comes out.
#include "core/tile/spread_builder.h"
#include "core/tile/spread_plan.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <cmath>

using namespace tessera;
using test::FakeSpec;

Q_DECLARE_METATYPE(PixelRect)
Q_DECLARE_METATYPE(FakeSpec)

namespace {

constexpr FakeSpec chunked{.rows = 1000, .columns = 1200, .chunkRows = 64, .chunkColumns = 64};
constexpr FakeSpec contiguous{.rows = 1000, .columns = 1200};

struct Built {
    std::vector<std::unique_ptr<Tile>> tiles;
    BlockCost cost;
};

Built built(const SubjectPtr& subject, int level)
{
    Built result;
    result.tiles.push_back(makeTile(subject, {subject->id, level, 0, 0}, TileQuality::Spread));
    WorkerScratch scratch;
    for (const PixelRect& block : planSpreadBlocks(*subject, level, result.tiles.front()->rect)) {
        const auto cost =
            buildBlock({*subject, level, TileQuality::Spread, block, result.tiles}, scratch, {});
        result.cost.sampledPixels += cost ? cost->sampledPixels : -1'000'000;
        result.cost.bytesRead += cost ? cost->bytesRead : ByteCount{};
    }
    return result;
}

double meanOf(const test::FakeSource& source, const PixelRect& rect, std::int64_t index)
{
    double sum = 0;
    int count = 0;
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row)
        for (std::int64_t column = rect.column; column < rect.column + rect.columns; ++column) {
            const double value = source.valueAt({}, row, column, index);
            sum += std::isfinite(value) ? value : 0;
            count += std::isfinite(value) ? 1 : 0;
        }
    return sum / count;
}

// The greatest mean of the samples that stand for a pixel.
double bestOf(const test::FakeSource& source, const TileSubject& subject, const TileKey& key,
    std::int64_t row, std::int64_t column)
{
    const PixelRect samples =
        spreadSamples(source.info(), subject.grid.coveredAtLevel0(key.level, {row, column, 1, 1}));
    double best = 0;
    for (std::int64_t index = 0; index < source.info().classes; ++index)
        best = std::max(best, meanOf(source, samples, index));
    return best;
}

double worstDifference(const test::FakeSource& source, const Tile& tile)
{
    const auto numbers = tile.numbers.as<const float>();
    double worst = 0;
    for (std::int64_t row = 0; row < tile.rect.rows; ++row)
        for (std::int64_t column = 0; column < tile.rect.columns; ++column)
            worst = std::max(worst,
                std::abs(static_cast<double>(
                             numbers[static_cast<std::size_t>(row * tile.rect.columns + column)])
                    - bestOf(source, *tile.subject, tile.key, row, column)));
    return worst;
}

} // namespace

class TestSpread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void samplesLieInTheMiddle_data()
    {
        QTest::addColumn<FakeSpec>("spec");
        QTest::addColumn<PixelRect>("area");
        QTest::addColumn<PixelRect>("samples");
        QTest::addRow("one chunk of many")
            << chunked << PixelRect{0, 0, 512, 512} << PixelRect{256, 256, 64, 64};
        QTest::addRow("part of one chunk")
            << chunked << PixelRect{16, 32, 16, 16} << PixelRect{16, 32, 16, 16};
        QTest::addRow("a chunk that the end cuts off")
            << chunked << PixelRect{896, 1152, 104, 48} << PixelRect{896, 1152, 64, 48};
        QTest::addRow("a run of a row")
            << contiguous << PixelRect{0, 0, 512, 512} << PixelRect{255, 224, 1, 64};
        QTest::addRow("a short run")
            << contiguous << PixelRect{8, 8, 8, 8} << PixelRect{11, 8, 1, 8};
    }
    void samplesLieInTheMiddle()
    {
        QFETCH(FakeSpec, spec);
        QFETCH(PixelRect, area);
        QFETCH(PixelRect, samples);
        QCOMPARE(spreadSamples(test::fakeSource(spec)->info(), area), samples);
    }

    void aPixelIsTheMeanOfItsSamples_data()
    {
        QTest::addColumn<FakeSpec>("spec");
        QTest::addRow("chunks") << chunked;
        QTest::addRow("contiguous") << contiguous;
        FakeSpec planes = contiguous;
        planes.classesFirst = true;
        QTest::addRow("a plane for each class") << planes;
        FakeSpec apart = chunked;
        apart.chunkClasses = 1;
        QTest::addRow("a chunk for each class") << apart;
        FakeSpec nan = chunked;
        nan.hasNan = true;
        QTest::addRow("some are not finite") << nan;
        FakeSpec wide = chunked;
        wide.type = ElementType::Float64;
        QTest::addRow("float64") << wide;
    }
    void aPixelIsTheMeanOfItsSamples()
    {
        QFETCH(FakeSpec, spec);
        const auto source = test::fakeSource(spec);
        const auto subject = test::subjectOf(source, 64);
        for (const int level : {5, 7, 9}) {
            const auto made = built(subject, level);
            QVERIFY(worstDifference(*source, *made.tiles.front()) < 1e-6);
            QVERIFY(made.cost.sampledPixels > 0);
        }
    }

    void fewSamplesAreRead()
    {
        const auto source = test::fakeSource(chunked);
        const auto made = built(test::subjectOf(source, 64), 9); // two by three pixels
        QCOMPARE(made.cost.sampledPixels, std::int64_t{6 * 64 * 64});
        QCOMPARE(made.cost.bytesRead, (ByteCount{6 * 64 * 64 * 3 * 4}));
    }

    void whatCannotBeReadIsNotANumber()
    {
        const auto source = test::fakeSource(chunked);
        source->failRows(0, 512);
        const auto made = built(test::subjectOf(source, 64), 9);
        const auto codes = made.tiles.front()->codes.as<const std::uint8_t>();
        QCOMPARE(codes[0], specialCode<std::uint8_t>(SpecialCode::NotANumber));
        QVERIFY(codes[3] < 3);
    }

    void imagesKeepTheirValues()
    {
        FakeSpec spec = chunked;
        spec.type = ElementType::UInt8;
        const auto source = test::fakeSource(spec);
        const auto subject = test::subjectOf(source, 64, TileKind::Image);
        const auto made = built(subject, 9);
        const PixelRect samples =
            spreadSamples(source->info(), subject->grid.coveredAtLevel0(9, {0, 0, 1, 1}));
        const double mean = meanOf(*source, samples, 0);
        const auto values = made.tiles.front()->numbers.as<const std::uint8_t>();
        QVERIFY(std::abs(values[0] - mean) <= 0.5);
    }

    void coarserCostsLess()
    {
        const auto subject = test::subjectOf(test::fakeSource(chunked), 64);
        const auto cost = [&](int level) {
            return spreadCostNs(*subject, level, subject->grid.tileRect(level, 0, 0));
        };
        QVERIFY(cost(8) < cost(7));
        QVERIFY(cost(10) < cost(8));
        QVERIFY(cost(8) < readCostNs(subject->source->info(), {0, 0, 1000, 1200}));
    }

    void blocksCoverTheRectangleOnce()
    {
        const auto subject = test::subjectOf(test::fakeSource(chunked), 64);
        const PixelRect rect{0, 0, 32, 38};
        std::int64_t pixels = 0;
        for (const PixelRect& block : planSpreadBlocks(*subject, 5, rect))
            pixels += block.rows * block.columns;
        QCOMPARE(pixels, rect.rows * rect.columns);
    }
};

QTEST_APPLESS_MAIN(TestSpread)
#include "tst_spread.moc"
