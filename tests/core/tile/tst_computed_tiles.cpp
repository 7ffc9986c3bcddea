// SPDX-License-Identifier: MIT
// Tiles of volumes whose probabilities are made of the numbers in the file.
#include "core/source/sample_scaler.h"
#include "core/source/volume_reading.h"
#include "core/tile/tile_builder.h"
#include "tests/support/memory_array.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

using namespace tessera;

namespace {

constexpr std::int64_t rows = 70;
constexpr std::int64_t columns = 41;
constexpr std::int64_t classes = 5;

using Sizes = std::vector<std::uint64_t>;

struct Layout {
    const char* name;
    const char* axes;
    Sizes shape;
    Sizes chunk;
};
const std::vector<Layout> layouts{{"pixels", "yxc", {70, 41, 5}, {}},
    {"planes", "cyx", {5, 70, 41}, {}}, {"columns", "xyc", {41, 70, 5}, {}},
    {"chunks", "yxc", {70, 41, 5}, {16, 16, 5}},
    {"a class a chunk", "cyx", {5, 70, 41}, {1, 32, 32}},
    {"some classes a chunk", "ycx", {70, 5, 41}, {8, 2, 41}}};

struct NamedScale {
    const char* name;
    ValueScale scale;
};
const std::vector<NamedScale> scales{{"percent", {{0, 100}}}, {"logits", {{}, Activation::Softmax}},
    {"independent", {{-0.5, 1.5}, Activation::Sigmoid}}};

// A value that does not hang on how the array lies.
double numberAt(std::int64_t row, std::int64_t column, std::int64_t index)
{
    const auto hash =
        static_cast<std::uint64_t>((row * columns + column) * classes + index) * 2654435761U;
    return static_cast<double>((hash >> 9U) % 1009) / 64 - 4;
}

ArrayPtr arrayOf(const Layout& layout)
{
    const Axes axes = parseAxes(layout.axes).value();
    std::vector<double> values;
    Extents at(3);
    for (at[0] = 0; at[0] < static_cast<std::int64_t>(layout.shape[0]); ++at[0])
        for (at[1] = 0; at[1] < static_cast<std::int64_t>(layout.shape[1]); ++at[1])
            for (at[2] = 0; at[2] < static_cast<std::int64_t>(layout.shape[2]); ++at[2])
                values.push_back(numberAt(at[*axes.dimensionOf(Axis::Y)],
                    at[*axes.dimensionOf(Axis::X)], at[*axes.dimensionOf(Axis::Class)]));
    return test::memoryArray(
        {.shape = layout.shape, .values = std::move(values), .chunk = layout.chunk});
}

test::TileContents builtBy(const Layout& layout, const ValueScale& scale, int level)
{
    const auto volume =
        readAs(arrayOf(layout), {.axes = parseAxes(layout.axes), .scale = scale}, {});
    if (!volume)
        return {};
    const auto subject =
        std::make_shared<const TileSubject>(TileSubject{nextSubjectId(), volume->probabilities, {},
            TileKind::Classes, Measure::TopProbability, TileGrid({rows, columns}, 256)});
    std::vector<std::unique_ptr<Tile>> tiles;
    tiles.push_back(makeTile(subject, {subject->id, level, 0, 0}, TileQuality::Exact));
    WorkerScratch scratch;
    for (const PixelRect& block :
        planBlocks(*subject, level, TileQuality::Exact, tiles.front()->rect)) {
        const auto cost =
            buildBlock({*subject, level, TileQuality::Exact, block, tiles}, scratch, {});
        if (!cost)
            return {};
        tiles.front()->counts += cost->counts.front();
    }
    return test::contentsOf(*tiles.front());
}

// Level 0, by the definition.
test::TileContents expected(const ValueScale& scale)
{
    test::TileContents contents;
    const SampleScaler scaler(scale, 1, classes);
    std::vector<float> pixel(classes);
    std::vector<double> made(classes);
    const SampleView view{ElementType::Float32, reinterpret_cast<const std::byte*>(pixel.data()), 1,
        1, classes, classes, classes, 1};
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column) {
            for (std::int64_t index = 0; index < classes; ++index)
                pixel[static_cast<std::size_t>(index)] =
                    static_cast<float>(numberAt(row, column, index));
            scaler.apply(view, made.data());
            std::uint16_t code = specialCode<std::uint8_t>(SpecialCode::None);
            double best = 0;
            for (std::size_t index = 0; index < made.size(); ++index)
                if (made[index] > best) {
                    best = made[index];
                    code = static_cast<std::uint16_t>(index);
                }
            contents.codes.push_back(code);
            contents.numbers.push_back(static_cast<double>(static_cast<float>(best)));
            contents.counts.clamped += best > 1 ? 1 : 0;
        }
    return contents;
}

} // namespace

class TestComputedTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void keepTheBestOfAllClasses_data()
    {
        QTest::addColumn<std::size_t>("layout");
        QTest::addColumn<std::size_t>("scale");
        for (std::size_t layout = 0; layout < layouts.size(); ++layout)
            for (std::size_t scale = 0; scale < scales.size(); ++scale)
                QTest::addRow("%s in %s", scales[scale].name, layouts[layout].name)
                    << layout << scale;
    }
    void keepTheBestOfAllClasses()
    {
        QFETCH(std::size_t, layout);
        QFETCH(std::size_t, scale);
        const auto contents = builtBy(layouts[layout], scales[scale].scale, 0);
        const auto wanted = expected(scales[scale].scale);
        QCOMPARE(contents.codes, wanted.codes);
        QCOMPARE(contents.numbers, wanted.numbers);
        QCOMPARE(contents.counts.clamped, wanted.counts.clamped);
    }

    void meansHangOnNoLayout_data() { keepTheBestOfAllClasses_data(); }
    void meansHangOnNoLayout()
    {
        QFETCH(std::size_t, layout);
        QFETCH(std::size_t, scale);
        QCOMPARE(builtBy(layouts[layout], scales[scale].scale, 1),
            builtBy(layouts.front(), scales[scale].scale, 1));
    }
};

QTEST_APPLESS_MAIN(TestComputedTiles)
#include "tst_computed_tiles.moc"
