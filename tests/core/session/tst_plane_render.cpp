// SPDX-License-Identifier: MIT
#include "core/session/row_render.h"

#include "core/kernel/rgb_bytes.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <latch>
#include <memory>
#include <span>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

const ColourTable colours = {{{0, 0, 255}}, {{0, 255, 0}}, {{255, 17, 3}}};

// The talk's formula, pixel by pixel.
std::vector<std::uint8_t> expectedRgb(const test::FakeSource& source, PlanePosition plane)
{
    std::vector<std::uint8_t> rgb;
    for (std::int64_t row = 0; row < source.info().plane.rows; ++row)
        for (std::int64_t column = 0; column < source.info().plane.columns; ++column) {
            double best = 0;
            Rgb colour{};
            for (std::int64_t index = 0; index < source.info().classes; ++index) {
                const double value = source.valueAt(plane, row, column, index);
                if (value > best) {
                    best = value;
                    colour = index < std::ssize(colours)
                        ? colours[static_cast<std::size_t>(index)].rgb
                        : Rgb{};
                }
            }
            best = std::min(best, 1.0);
            for (const std::uint8_t channel : {colour.red, colour.green, colour.blue})
                rgb.push_back(static_cast<std::uint8_t>(channel * best));
        }
    return rgb;
}

// What a view would show of the level if one tile held it all.
std::vector<std::uint8_t> rgbOfOneTile(const std::shared_ptr<test::FakeSource>& source, int level)
{
    const PlaneShape plane = source->info().plane;
    const auto subject = std::make_shared<const TileSubject>(
        TileSubject{nextSubjectId(), source, {}, TileKind::Classes, Measure::TopProbability,
            TileGrid(plane, std::max(plane.rows, plane.columns))});
    std::vector<std::unique_ptr<Tile>> tiles;
    tiles.push_back(makeTile(subject, {subject->id, level, 0, 0}, TileQuality::Exact));
    WorkerScratch scratch;
    const Tile& tile = *tiles.front();
    if (!buildBlock({*subject, level, TileQuality::Exact, tile.rect, tiles}, scratch, {}))
        return {};
    std::vector<Pixel> pixels(static_cast<std::size_t>(tile.rect.rows * tile.rect.columns));
    paintClasses(tile.classView(), colours, pixels.data(), tile.rect.columns);
    std::vector<std::uint8_t> rgb(pixels.size() * 3);
    toRgbBytes(pixels, rgb.data());
    return rgb;
}

struct Rendered {
    Result<void> result;
    std::vector<std::uint8_t> rgb;
    std::vector<double> progress;
};

Rendered rendered(Engine& engine, const std::shared_ptr<test::FakeSource>& source,
    RenderWish wish = {.colours = colours})
{
    Rendered all;
    const auto sink = [&](std::span<const std::uint8_t> row) -> Result<void> {
        all.rgb.insert(all.rgb.end(), row.begin(), row.end());
        return {};
    };
    all.result = renderPlane(engine, {source, nullptr}, std::move(wish), sink,
        [&](double done) { all.progress.push_back(done); });
    return all;
}

} // namespace

class TestPlaneRender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void aCornerIsThatOfTheWhole_data()
    {
        QTest::addColumn<qint64>("chunk");
        QTest::addColumn<int>("level");
        QTest::addRow("contiguous") << qint64{0} << 0;
        QTest::addRow("chunks") << qint64{32} << 0;
        QTest::addRow("chunks, smaller") << qint64{32} << 1;
    }
    void aCornerIsThatOfTheWhole()
    {
        QFETCH(qint64, chunk);
        QFETCH(int, level);
        const auto source = test::fakeSource(
            {.rows = 300, .columns = 333, .chunkRows = chunk, .chunkColumns = chunk});
        Engine engine({.threads = 2});
        const auto whole = rendered(engine, source, {.level = level, .colours = colours});
        const auto part = rendered(
            engine, source, {.level = level, .colours = colours, .corner = PlaneShape{70, 101}});
        QVERIFY(whole.result && part.result);
        const std::int64_t columns = TileGrid({300, 333}, 256).shapeAt(level).columns;
        std::vector<std::uint8_t> expected;
        for (std::int64_t row = 0; row < 70; ++row) {
            const auto first = whole.rgb.begin() + row * columns * 3;
            expected.insert(expected.end(), first, first + 101 * 3);
        }
        QCOMPARE(part.rgb, expected);
    }

    void equalsTheStraightforwardComputation_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 3}) {
            const auto add = [&](const char* name, const test::FakeSpec& spec) {
                QTest::addRow("%s, %d threads", name, threads) << spec << threads;
            };
            add("one pixel", {.rows = 1, .columns = 1});
            add("odd extents", {.rows = 517, .columns = 771});
            add("one row", {.rows = 1, .columns = 1000});
            add("one column", {.rows = 1000, .columns = 1});
            add("small chunks", {.rows = 300, .columns = 333, .chunkRows = 32, .chunkColumns = 48});
            add("wide chunks", {.rows = 300, .columns = 333, .chunkRows = 1, .chunkColumns = 333});
            add("one chunk", {.rows = 300, .columns = 333, .chunkRows = 300, .chunkColumns = 333});
            add("planes", {.rows = 300, .columns = 333, .classesFirst = true});
            add("a class a chunk",
                {.rows = 90,
                    .columns = 99,
                    .chunkRows = 20,
                    .chunkColumns = 20,
                    .chunkClasses = 1});
            add("wide rows", {.rows = 3, .columns = 200'000});
            add("tall", {.rows = 40'000, .columns = 3});
            add("many classes", {.rows = 40, .columns = 50, .classes = 300});
            add("float64", {.rows = 270, .columns = 265, .type = ElementType::Float64});
            add("NaN", {.rows = 270, .columns = 265, .hasNan = true});
        }
    }
    void equalsTheStraightforwardComputation()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, threads);
        const auto source = test::fakeSource(spec);
        Engine engine({.threads = threads, .cacheBudget = megabytes(50), .trace = nullptr});
        const Rendered all = rendered(engine, source);
        QCOMPARE(test::errorOf(all.result), QString());
        QVERIFY(all.rgb == expectedRgb(*source, {}));
    }

    void rendersTheWishedPlane()
    {
        const auto source = test::fakeSource({.rows = 20, .columns = 30, .zCount = 3, .tCount = 2});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        QVERIFY(rendered(engine, source, {.plane = {2, 1}, .colours = colours}).rgb
            == expectedRgb(*source, {2, 1}));
    }

    void smallerLevelsAreTheMeansOfTheTiles_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("level");
        const auto add = [](const char* name, const test::FakeSpec& spec) {
            for (const int level : {1, 2, 3, 7, 9})
                QTest::addRow("%s, level %d", name, level) << spec << level;
        };
        add("contiguous", {.rows = 517, .columns = 771});
        add("chunks", {.rows = 300, .columns = 333, .chunkRows = 32, .chunkColumns = 48});
        add("odd chunks", {.rows = 300, .columns = 333, .chunkRows = 7, .chunkColumns = 13});
        add("planes", {.rows = 300, .columns = 333, .classesFirst = true});
        add("a class a chunk",
            {.rows = 90, .columns = 99, .chunkRows = 20, .chunkColumns = 20, .chunkClasses = 1});
        add("NaN", {.rows = 270, .columns = 265, .hasNan = true});
    }
    void smallerLevelsAreTheMeansOfTheTiles()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, level);
        const auto source = test::fakeSource(spec);
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        const Rendered all = rendered(engine, source, {.level = level, .colours = colours});
        QCOMPARE(test::errorOf(all.result), QString());
        QVERIFY(all.rgb == rgbOfOneTile(source, level));
    }

    void littleMemoryChangesNothing_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("level");
        const auto add = [](const char* name, const test::FakeSpec& spec) {
            for (const int level : {0, 2})
                QTest::addRow("%s, level %d", name, level) << spec << level;
        };
        add("contiguous", {.rows = 1100, .columns = 600});
        add("planes", {.rows = 1100, .columns = 600, .classesFirst = true});
        add("chunks", {.rows = 1100, .columns = 600, .chunkRows = 64, .chunkColumns = 100});
        add("a class a chunk",
            {.rows = 1100,
                .columns = 600,
                .chunkRows = 64,
                .chunkColumns = 100,
                .chunkClasses = 1});
        add("rows of chunks", {.rows = 1100, .columns = 600, .chunkRows = 1, .chunkColumns = 600});
    }
    void littleMemoryChangesNothing()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, level);
        constexpr ByteCount cap{400'000};
        const auto source = test::fakeSource(spec);
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        const Rendered freely = rendered(engine, source, {.level = level, .colours = colours});
        QVERIFY(freely.result);
        Engine second({.threads = 2, .cacheBudget = {1}, .trace = nullptr}); // its scratch is new
        const ByteCount before = AlignedBuffer::heldBytes();
        AlignedBuffer::resetPeak();
        const Rendered capped =
            rendered(second, source, {.level = level, .colours = colours, .memory = cap});
        QCOMPARE(test::errorOf(capped.result), QString());
        QVERIFY(capped.rgb == freely.rgb);
        const std::uint64_t used = (AlignedBuffer::peakBytes() - before).value;
        QVERIFY2(used <= cap.value, qPrintable(QString::number(used)));
    }

    void tooLittleMemoryIsSaidSo()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 600});
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        const Rendered all =
            rendered(engine, source, {.colours = colours, .memory = ByteCount{5000}});
        QVERIFY(!all.result);
        QCOMPARE(all.result.error().code, ErrorCode::TooLarge);
        QVERIFY2(test::errorOf(all.result).contains(QStringLiteral("only 5.00 kB may be used")),
            qPrintable(test::errorOf(all.result)));
        QVERIFY(all.rgb.empty());
    }

    void everySampleIsReadOnce_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("level");
        const auto add = [](const char* name, const test::FakeSpec& spec) {
            for (const int level : {0, 3})
                QTest::addRow("%s, level %d", name, level) << spec << level;
        };
        add("contiguous", {.rows = 768, .columns = 600});
        add("chunks", {.rows = 768, .columns = 600, .chunkRows = 64, .chunkColumns = 100});
        add("planes", {.rows = 768, .columns = 600, .classesFirst = true});
    }
    void everySampleIsReadOnce()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, level);
        const auto source = test::fakeSource(spec);
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        QVERIFY(rendered(engine, source, {.level = level, .colours = colours}).result);
        QCOMPARE(source->bytesRead().value, std::uint64_t{768} * 600 * 3 * 4);
    }

    void threadsReadAtOnce()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 600});
        Engine engine({.threads = 3, .cacheBudget = {1}, .trace = nullptr});
        source->block();
        std::jthread helper([&] {
            source->waitForBlocked(3);
            source->unblock();
        });
        QVERIFY(rendered(engine, source).result);
        QCOMPARE(source->mostAtOnce(), 3);
    }

    void aSlowStripeHoldsUpNeitherOrderNorMemory()
    {
        // The first rows come last; those after them wait in a bounded number of stripes.
        const auto source = test::fakeSource({.rows = 3000, .columns = 600});
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        source->blockRows(0, 1);
        std::jthread helper([&] {
            source->waitForBytes({std::uint64_t{300} * 600 * 3 * 4});
            source->unblock();
        });
        const Rendered all = rendered(engine, source);
        QCOMPARE(test::errorOf(all.result), QString());
        QVERIFY(all.rgb == expectedRgb(*source, {}));
    }

    void picturesAreRenderedSideBySide()
    {
        const auto source = test::fakeSource({.rows = 700, .columns = 600, .zCount = 2});
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        Rendered other;
        {
            const std::jthread helper(
                [&] { other = rendered(engine, source, {.plane = {1, 0}, .colours = colours}); });
            QVERIFY(rendered(engine, source).rgb == expectedRgb(*source, {}));
        }
        QVERIFY(other.rgb == expectedRgb(*source, {1, 0}));
    }

    void aCallerNeedNotWait()
    {
        const auto source = test::fakeSource({.rows = 700, .columns = 40});
        Engine engine({.threads = 1, .cacheBudget = {1}, .trace = nullptr});
        std::latch isDone(2);
        const auto start = [&] {
            return PlaneRender::start(engine, {source, nullptr}, {.colours = colours},
                passRowsTo([](auto) { return Result<void>(); }),
                {{}, [&](const Result<RenderCost>&) { isDone.count_down(); }});
        };
        // Begun by the only worker: nobody may wait there.
        std::vector<std::shared_ptr<PlaneRender>> renders;
        engine.pool().post([&](WorkerContext&) {
            renders.push_back(start());
            renders.push_back(start());
        });
        isDone.wait();
        QCOMPARE(source->bytesRead().value, std::uint64_t{2} * 700 * 40 * 3 * 4);
    }

    void progressEndsAtOne()
    {
        const auto source = test::fakeSource({.rows = 1700, .columns = 400});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        const Rendered all = rendered(engine, source);
        QVERIFY(all.progress.size() > 1);
        QVERIFY(std::ranges::is_sorted(all.progress));
        QCOMPARE(all.progress.back(), 1.0);
    }

    void aFailedReadEndsIt()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        source->failRows(600, 601);
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        QCOMPARE(test::errorOf(rendered(engine, source).result),
            QStringLiteral("These rows of fake cannot be read."));
    }

    void damageIsMarkedWhereThatIsWished()
    {
        const auto source =
            test::fakeSource({.rows = 300, .columns = 200, .chunkRows = 32, .chunkColumns = 32});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        auto expected = rendered(engine, source).rgb;
        source->failParts({{{40, 70, 1, 1}, {}}});
        const auto damage = std::make_shared<PlaneDamage>();
        const auto marked = rendered(
            engine, source, {.colours = colours, .policy = DamagePolicy::Mark, .damage = damage});
        QVERIFY(marked.result);
        for (std::size_t row = 32; row < 64; ++row)
            for (std::size_t column = 64; column < 96; ++column)
                std::fill_n(
                    expected.begin() + static_cast<std::ptrdiff_t>((row * 200 + column) * 3), 3,
                    (row + column) / 8 % 2 == 0 ? 64 : 160);
        QVERIFY(marked.rgb == expected);
        QCOMPARE(damage->parts().size(), std::size_t{1});
        QCOMPARE(damage->parts().front().rect, (PixelRect{32, 64, 32, 32}));
    }

    void aRefusedPictureIsLookedAtToItsEnd()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        source->failParts({{{100, 0, 1, 40}, {}}, {{900, 0, 5, 40}, {}}});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        const auto damage = std::make_shared<PlaneDamage>();
        const auto refused = rendered(
            engine, source, {.colours = colours, .policy = DamagePolicy::Refuse, .damage = damage});
        QVERIFY(!refused.result);
        const auto parts = damage->parts();
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts.front().rect, (PixelRect{100, 0, 1, 40}));
        QCOMPARE(parts.back().rect, (PixelRect{900, 0, 5, 40}));
    }

    void anErrorOfTheSinkEndsIt()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        int rows = 0;
        const auto sink = [&](std::span<const std::uint8_t>) -> Result<void> {
            if (++rows == 300)
                return fail(ErrorCode::WriteFailed, "The disk is full.");
            return {};
        };
        QCOMPARE(test::errorOf(renderPlane(engine, {source, nullptr}, {.colours = colours}, sink)),
            QStringLiteral("The disk is full."));
        QCOMPARE(rows, 300);
    }

    void aStopEndsIt()
    {
        const auto source = test::fakeSource({.rows = 5000, .columns = 400});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        std::stop_source stop;
        int rows = 0;
        const auto sink = [&](std::span<const std::uint8_t>) -> Result<void> {
            ++rows;
            stop.request_stop();
            return {};
        };
        const auto result = renderPlane(
            engine, {source, nullptr}, {.colours = colours}, sink, {}, stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY(rows < 5000);
    }

    void aStopEndsItWhileItReads()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        source->block();
        std::stop_source stop;
        std::jthread helper([&] {
            source->waitForBlocked(1);
            stop.request_stop();
        });
        const auto result = renderPlane(
            engine, {source, nullptr}, {.colours = colours}, [](auto) { return Result<void>(); },
            {}, stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }

    void aStopBeforehandReadsNothingMuch()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        std::stop_source stop;
        stop.request_stop();
        source->block();
        const auto result = renderPlane(
            engine, {source, nullptr}, {.colours = colours}, [](auto) { return Result<void>(); },
            {}, stop.get_token());
        QVERIFY(!result);
        QCOMPARE(source->bytesRead().value, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestPlaneRender)
#include "tst_plane_render.moc"
