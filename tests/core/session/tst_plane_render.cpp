// SPDX-License-Identifier: MIT
#include "core/session/plane_render.h"

#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <latch>
#include <memory>
#include <span>
#include <stop_token>
#include <thread>
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
                    colour = colours[static_cast<std::size_t>(index)].rgb;
                }
            }
            best = std::min(best, 1.0);
            for (const std::uint8_t channel : {colour.red, colour.green, colour.blue})
                rgb.push_back(static_cast<std::uint8_t>(channel * best));
        }
    return rgb;
}

struct Rendered {
    Result<void> result;
    std::vector<std::uint8_t> rgb;
    std::vector<double> progress;
};

Rendered rendered(
    Engine& engine, const std::shared_ptr<test::FakeSource>& source, PlanePosition plane = {})
{
    Rendered all;
    const auto sink = [&](std::span<const std::uint8_t> row) -> Result<void> {
        all.rgb.insert(all.rgb.end(), row.begin(), row.end());
        return {};
    };
    all.result = renderPlane(engine, {source, nullptr}, plane, colours, sink,
        [&](double done) { all.progress.push_back(done); });
    return all;
}

} // namespace

class TestPlaneRender : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

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
        QVERIFY(rendered(engine, source, {2, 1}).rgb == expectedRgb(*source, {2, 1}));
    }

    void aTinyCacheChangesNothing()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 600});
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        const Rendered all = rendered(engine, source);
        QCOMPARE(test::errorOf(all.result), QString());
        QVERIFY(all.rgb == expectedRgb(*source, {}));
    }

    void everySampleIsReadOnce()
    {
        // The second row of tiles is whole long before the first; the cache keeps neither.
        const auto source = test::fakeSource({.rows = 768, .columns = 600});
        Engine engine({.threads = 2, .cacheBudget = {1}, .trace = nullptr});
        constexpr std::uint64_t bytesOfRow = std::uint64_t{256} * 600 * 3 * 4;
        source->blockRows(0, 256);
        std::jthread helper([&] {
            source->waitForBytes({bytesOfRow});
            const auto isDelivered = std::make_shared<std::latch>(1);
            engine.pool().post([isDelivered](WorkerContext&) { isDelivered->count_down(); });
            isDelivered->wait();
            source->unblock();
        });
        QVERIFY(rendered(engine, source).result);
        QCOMPARE(source->bytesRead().value, 3 * bytesOfRow);
    }

    void progressEndsAtOne()
    {
        const auto source = test::fakeSource({.rows = 700, .columns = 40});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        const Rendered all = rendered(engine, source);
        QCOMPARE(all.progress.size(), std::size_t{3});
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
        QCOMPARE(test::errorOf(renderPlane(engine, {source, nullptr}, {}, colours, sink)),
            QStringLiteral("The disk is full."));
        QCOMPARE(rows, 300);
    }

    void aStopEndsIt()
    {
        const auto source = test::fakeSource({.rows = 1100, .columns = 40});
        Engine engine({.threads = 2, .cacheBudget = megabytes(50), .trace = nullptr});
        std::stop_source stop;
        int rows = 0;
        const auto sink = [&](std::span<const std::uint8_t>) -> Result<void> {
            ++rows;
            stop.request_stop();
            return {};
        };
        const auto result =
            renderPlane(engine, {source, nullptr}, {}, colours, sink, {}, stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY(rows <= 256);
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
            engine, {source, nullptr}, {}, colours, [](auto) { return Result<void>(); }, {},
            stop.get_token());
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
            engine, {source, nullptr}, {}, colours, [](auto) { return Result<void>(); }, {},
            stop.get_token());
        QVERIFY(!result);
        QCOMPARE(source->bytesRead().value, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestPlaneRender)
#include "tst_plane_render.moc"
