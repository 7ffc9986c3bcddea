// SPDX-License-Identifier: MIT
#include "core/source/array_pieces.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <vector>

using namespace tessera;
Q_DECLARE_METATYPE(ArraySlab)

namespace {

// Each sample of the array is its number in it.
const Extents wholeShape{4, 600, 300};
std::vector<float> numbers()
{
    std::vector<float> all(4 * 600 * 300);
    std::iota(all.begin(), all.end(), 0.0F);
    return all;
}

ArrayPieces pieces()
{
    StoragePlan plan;
    plan.shape = wholeShape;
    plan.number = {NumberKind::Float, sizeof(float)};
    return ArrayPieces(plan);
}

// Calls that were made, and the longest that is answered.
struct Calls {
    int count = 0;
    std::size_t mostBytes = ~std::size_t{0};
};

ArrayPieces::Read readsOf(const std::vector<float>& all, Calls& calls)
{
    return [&](std::uint64_t offset, std::span<std::byte> target) -> Result<> {
        ++calls.count;
        if (target.size() > calls.mostBytes)
            return fail(ErrorCode::Unreadable, "A part of the file is broken.");
        std::memcpy(target.data(), std::as_bytes(std::span(all)).data() + offset, target.size());
        return {};
    };
}

// How many samples are not those of their places.
int wrongSamples(const ArraySlab& slab, const SlabSamples& read)
{
    int wrong = 0;
    const auto* const samples = reinterpret_cast<const float*>(read.data);
    for (std::int64_t z = 0; z < slab.count[0]; ++z)
        for (std::int64_t y = 0; y < slab.count[1]; ++y)
            for (std::int64_t x = 0; x < slab.count[2]; ++x) {
                const auto number = ((slab.start[0] + z * slab.step[0]) * wholeShape[1]
                                        + slab.start[1] + y * slab.step[1])
                        * wholeShape[2]
                    + slab.start[2] + x * slab.step[2];
                const auto at = z * read.strides[0] + y * read.strides[1] + x * read.strides[2];
                wrong += samples[at] == static_cast<float>(number) ? 0 : 1;
            }
    return wrong;
}

} // namespace

class TestArrayPieces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // Of float32 samples.
    void readsWithFewCallsAndLittleWaste_data()
    {
        QTest::addColumn<Extents>("shape");
        QTest::addColumn<Extents>("start");
        QTest::addColumn<Extents>("count");
        QTest::addColumn<Extents>("step");
        QTest::addColumn<qint64>("pieces");
        QTest::addColumn<qint64>("samples");
        QTest::addColumn<qint64>("together");
        const auto add = [](const char* name, const Extents& shape, const Extents& start,
                             const Extents& count, const Extents& step, qint64 pieces,
                             qint64 samples, qint64 together = 1) {
            QTest::addRow("%s", name)
                << shape << start << count << step << pieces << samples << together;
        };
        const Extents ones{1, 1, 1};
        const Extents pixels{1000, 2000, 4};
        add("whole rows", pixels, {10, 0, 0}, {8, 2000, 4}, ones, 1, 64000);
        add("some columns", pixels, {10, 500, 0}, {8, 1000, 4}, ones, 8, 4000);
        add("nearly all columns", pixels, {10, 0, 0}, {8, 1990, 4}, ones, 1, 63960);
        add("every fourth row", pixels, {10, 0, 0}, {8, 2000, 4}, {4, 1, 1}, 8, 8000);
        add("one class of a pixel", pixels, {10, 7, 2}, {1, 1, 1}, ones, 1, 1);
        add("two classes of a row", pixels, {10, 0, 1}, {1, 2000, 2}, ones, 1, 7998);
        add("a plane of each class", {4, 1000, 2000}, {0, 10, 0}, {4, 8, 2000}, ones, 4, 16000);
        const Extents cube{512, 512, 512};
        add("a row of each slice", cube, {0, 100, 0}, {64, 1, 512}, ones, 64, 512);
        add("a column of few slices", cube, {0, 0, 100}, {1, 512, 1}, ones, 1, 511 * 512 + 1);
        add("a column of each slice", cube, {0, 0, 100}, {64, 512, 1}, ones, 64 * 512, 1, 128);
        add("a column of rows that are long", {64, 512, 8192}, {0, 0, 100}, {64, 512, 1}, ones,
            64 * 512, 1);
        add("all there is", {4, 10, 20}, {0, 0, 0}, {4, 10, 20}, ones, 1, 800);
    }
    void readsWithFewCallsAndLittleWaste()
    {
        QFETCH(Extents, shape);
        QFETCH(Extents, start);
        QFETCH(Extents, count);
        QFETCH(Extents, step);
        QFETCH(qint64, pieces);
        QFETCH(qint64, samples);
        QFETCH(qint64, together);
        const auto layout = planPieces(shape, {start, count, step}, sizeof(float));
        QCOMPARE(layout.pieces, pieces);
        QCOMPARE(layout.pieceSamples, samples);
        QCOMPARE(layout.piecesACall, together);
    }

    void samplesLieWhereTheirStridesSay_data()
    {
        QTest::addColumn<ArraySlab>("slab");
        QTest::addColumn<int>("calls");
        const auto add = [](const char* name, const ArraySlab& slab, int calls) {
            QTest::addRow("%s", name) << slab << calls;
        };
        const Extents ones{1, 1, 1};
        add("a plane", {{1, 0, 0}, {1, 600, 300}, ones}, 1);
        add("a column of a slice", {{1, 0, 7}, {1, 600, 1}, ones}, 1);
        add("a column of each slice", {{0, 0, 7}, {4, 600, 1}, ones}, 12);
        add("every third of the same", {{0, 0, 7}, {4, 200, 1}, {1, 3, 1}}, 12);
        add("a few columns at the end", {{0, 100, 290}, {4, 500, 10}, ones}, 12);
    }
    void samplesLieWhereTheirStridesSay()
    {
        QFETCH(ArraySlab, slab);
        QFETCH(int, calls);
        const auto all = numbers();
        Calls made;
        ReadScratch scratch;
        const auto samples = pieces().read(slab, scratch, {}, readsOf(all, made));
        QVERIFY(samples.has_value());
        QCOMPARE(wrongSamples(slab, *samples), 0);
        QCOMPARE(made.count, calls);
    }

    void nothingFailsForWhatIsBesideIt()
    {
        const auto all = numbers();
        Calls calls{.mostBytes = sizeof(float)};
        ReadScratch scratch;
        const ArraySlab slab{{0, 0, 7}, {4, 600, 1}, {1, 1, 1}};
        const auto samples = pieces().read(slab, scratch, {}, readsOf(all, calls));
        QVERIFY(samples.has_value());
        QCOMPARE(wrongSamples(slab, *samples), 0);
    }
};

QTEST_APPLESS_MAIN(TestArrayPieces)
#include "tst_array_pieces.moc"
