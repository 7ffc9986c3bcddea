// SPDX-License-Identifier: MIT
#include "core/session/stripe_plan.h"

#include "core/session/row_render.h"
#include "tests/support/fake_source.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

using namespace tessera;

namespace {

Result<StripePlan> planOf(const test::FakeSpec& spec, const StripeWish& wish)
{
    const auto source = test::fakeSource(spec);
    const TileSubject subject{1, source, {}, TileKind::Classes, Measure::TopProbability,
        TileGrid(source->info().plane, 256)};
    const auto writer = passRowsTo([](auto) { return Result<void>(); });
    return planStripes(subject, wish, *writer);
}

} // namespace

class TestStripePlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyPixelIsInOneBlock_data()
    {
        QTest::addColumn<test::FakeSpec>("spec");
        QTest::addColumn<int>("level");
        const auto add = [](const char* name, const test::FakeSpec& spec) {
            for (const int level : {0, 1, 5, 9})
                QTest::addRow("%s, level %d", name, level) << spec << level;
        };
        add("one pixel", {.rows = 1, .columns = 1});
        add("contiguous", {.rows = 1920, .columns = 2560, .classes = 4});
        add("wide", {.rows = 3, .columns = 1'000'000, .classes = 4});
        add("tall", {.rows = 1'000'000, .columns = 3, .classes = 4});
        add("many classes", {.rows = 100, .columns = 5000, .classes = 4096});
        add("chunks", {.rows = 1920, .columns = 2560, .chunkRows = 256, .chunkColumns = 256});
        add("odd chunks", {.rows = 1920, .columns = 2560, .chunkRows = 77, .chunkColumns = 13});
        add("thin chunks", {.rows = 1920, .columns = 2560, .chunkRows = 1, .chunkColumns = 2560});
        add("one chunk", {.rows = 1920, .columns = 2560, .chunkRows = 1920, .chunkColumns = 2560});
    }
    void everyPixelIsInOneBlock()
    {
        QFETCH(test::FakeSpec, spec);
        QFETCH(int, level);
        const auto plan = planOf(spec, {.level = level, .threads = 2});
        QCOMPARE(test::errorOf(plan), QString());
        QCOMPARE(plan->shape, TileGrid({spec.rows, spec.columns}, 256).shapeAt(level));
        QVERIFY(plan->stepRows >= 1 && plan->stepRows <= plan->stripeRows);
        std::int64_t nextRow = 0;
        for (std::int64_t stripe = 0; stripe < plan->stripes(); ++stripe) {
            std::int64_t nextColumn = 0;
            for (std::int64_t block = 0; block < plan->blocksPerStripe(); ++block) {
                const PixelRect rect = plan->block(stripe, block);
                QCOMPARE(rect.row, nextRow);
                QCOMPARE(rect.column, nextColumn);
                QVERIFY(!rect.isEmpty());
                nextColumn += rect.columns;
            }
            QCOMPARE(nextColumn, plan->shape.columns);
            nextRow += plan->stripe(stripe).rows;
        }
        QCOMPARE(nextRow, plan->shape.rows);
    }

    void stripesEndOnChunks_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("chunkRows");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("multiple");
        QTest::addRow("large chunks") << 20'000 << 256 << 0 << 256;
        QTest::addRow("small chunks") << 100'000 << 7 << 0 << 7;
        QTest::addRow("half size") << 20'000 << 64 << 1 << 32;
        QTest::addRow("a pixel holds chunks") << 20'000 << 8 << 4 << 1;
    }
    void stripesEndOnChunks()
    {
        QFETCH(int, columns);
        QFETCH(int, chunkRows);
        QFETCH(int, level);
        QFETCH(int, multiple);
        const auto plan = planOf(
            {.rows = 5000, .columns = columns, .chunkRows = chunkRows, .chunkColumns = chunkRows},
            {.level = level, .threads = 2});
        QVERIFY(plan);
        QCOMPARE(plan->stripeRows % multiple, 0);
        QCOMPARE(plan->blockColumns % multiple, 0);
        QVERIFY(plan->stripes() > 1);
    }

    void stripesDoNotDependOnThreads()
    {
        // So that the same picture is the same file.
        const test::FakeSpec spec{.rows = 1920, .columns = 2560};
        const auto one = planOf(spec, {.threads = 1});
        const auto many = planOf(spec, {.threads = 16});
        QVERIFY(one && many);
        QCOMPARE(many->stripeRows, one->stripeRows);
    }

    void lessMemoryMakesSmallerPieces()
    {
        const test::FakeSpec spec{.rows = 1920, .columns = 2560};
        const auto freely = planOf(spec, {.threads = 4});
        const auto capped = planOf(spec, {.threads = 4, .memory = ByteCount{1'500'000}});
        QVERIFY(freely && capped);
        QVERIFY(capped->stripeRows < freely->stripeRows);
        QVERIFY(capped->stripesInFlight < freely->stripesInFlight);
    }

    void chunksThatDoNotFitAreSaidSo()
    {
        const auto plan =
            planOf({.rows = 1920, .columns = 2560, .chunkRows = 1920, .chunkColumns = 2560},
                {.threads = 2, .memory = megabytes(30)});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::TooLarge);
        QVERIFY2(test::errorOf(plan).contains(QStringLiteral("only 30.0 MB may be used")),
            qPrintable(test::errorOf(plan)));
    }
};

QTEST_APPLESS_MAIN(TestStripePlan)
#include "tst_stripe_plan.moc"
