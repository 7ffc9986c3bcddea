// SPDX-License-Identifier: MIT
// Every step of the ladder makes the picture that the kernel makes.
#include "core/kernel/ladder.h"

#include "core/kernel/paint.h"
#include "core/kernel/reduce.h"
#include "core/kernel/sample_value.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <fmt/format.h>

#include <limits>
#include <random>
#include <span>
#include <sstream>
#include <vector>

using namespace tessera;

namespace {

ColourTable someColours(std::int64_t classes)
{
    ColourTable colours;
    for (std::int64_t index = 0; index < classes; ++index)
        colours.push_back({{static_cast<std::uint8_t>(255 - index % 256),
                               static_cast<std::uint8_t>(index * 7 % 256),
                               static_cast<std::uint8_t>(index * 31 % 251)},
            true});
    return colours;
}

LadderInput inputOf(const LadderShape& shape, const std::vector<double>& numbers)
{
    LadderInput input{shape, someColours(shape.classes), {}, {}};
    input.openText = [shape, &numbers](std::int64_t classIndex) {
        std::string text;
        for (std::int64_t pixel = 0; pixel < shape.pixels(); ++pixel)
            text += fmt::format("{:.18e}{}",
                numbers[static_cast<std::size_t>(pixel * shape.classes + classIndex)],
                (pixel + 1) % shape.columns == 0 ? '\n' : ' ');
        return std::make_unique<std::istringstream>(text);
    };
    input.openBinary = [&numbers] {
        const auto bytes = std::as_bytes(std::span(numbers));
        return std::make_unique<std::istringstream>(
            std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    };
    return input;
}

// What the product's kernel makes of the samples as they are stored.
template <class Sample>
LadderPicture kernelPicture(
    const LadderShape& shape, const std::vector<Sample>& samples, ElementType type)
{
    const auto pixels = static_cast<std::size_t>(shape.pixels());
    std::vector<std::uint16_t> codes(pixels);
    std::vector<Sample> best(pixels);
    const bool isWide = needsWideCodes(shape.classes);
    auto* codeBytes = reinterpret_cast<std::byte*>(codes.data());
    auto* bestBytes = reinterpret_cast<std::byte*>(best.data());
    ReduceCounts counts;
    reduceClasses(
        {type, reinterpret_cast<const std::byte*>(samples.data()), shape.rows, shape.columns,
            shape.classes, shape.columns * shape.classes, shape.classes, 1},
        {codeBytes, bestBytes, isWide, type, shape.columns}, counts);
    std::vector<Pixel> picture(pixels);
    paintClasses({codeBytes, bestBytes, isWide, type, shape.rows, shape.columns, shape.columns},
        someColours(shape.classes), picture.data(), shape.columns);
    LadderPicture rgb;
    for (const Pixel pixel : picture)
        for (const int shift : {16, 8, 0})
            rgb.push_back(static_cast<std::uint8_t>(pixel >> shift));
    return rgb;
}

// Ties, zeros, negative numbers, numbers above 1, NaN and infinities among ordinary ones.
std::vector<double> oddNumbers(const LadderShape& shape)
{
    const std::vector<double> odd{0, -0.0, 0.5, 0.5, 1, 1.5, -3, 1.0 / 255, 100.0 / 255, 5e-324,
        std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()};
    std::mt19937 random(7);
    std::uniform_real_distribution<double> ordinary(0, 1);
    std::uniform_int_distribution<std::size_t> choice(0, 3 * odd.size());
    std::vector<double> numbers(static_cast<std::size_t>(shape.pixels() * shape.classes));
    for (double& number : numbers) {
        const std::size_t chosen = choice(random);
        number = chosen < odd.size() ? odd[chosen] : ordinary(random);
    }
    return numbers;
}

} // namespace

class TestLadder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyStepMakesTheKernelsPicture_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("classes");
        for (const LadderStepName& name : ladderSteps()) {
            const auto add = [&name](const char* what, int rows, int columns, int classes) {
                QTest::addRow("%s, %s", name.id.data(), what)
                    << static_cast<int>(name.step) << rows << columns << classes;
            };
            add("one pixel", 1, 1, 4);
            add("one class", 13, 17, 1);
            add("two classes", 13, 17, 2);
            add("three classes", 13, 17, 3);
            add("four classes", 31, 9, 4);
            add("300 classes", 5, 7, 300);
            add("more than one chunk", 700, 33, 4);
            add("a row larger than a chunk", 2, 20000, 4);
        }
    }
    void everyStepMakesTheKernelsPicture()
    {
        QFETCH(int, step);
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, classes);
        const LadderShape shape{rows, columns, classes};
        const std::vector<double> numbers = oddNumbers(shape);
        const auto picture = climb(static_cast<LadderStep>(step), inputOf(shape, numbers));
        QCOMPARE(test::errorOf(picture), QString());
        QVERIFY(*picture == kernelPicture(shape, numbers, ElementType::Float64));
    }

    void bytesOfAFileAreProbabilities_data() { addSteps(); }
    void bytesOfAFileAreProbabilities()
    {
        QFETCH(int, step);
        const LadderShape shape{16, 16, 3};
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(shape.pixels() * shape.classes));
        std::vector<double> numbers;
        for (std::size_t index = 0; index < bytes.size(); ++index) {
            bytes[index] = static_cast<std::uint8_t>(index * 37 % 256);
            numbers.push_back(toProbability(bytes[index]));
        }
        const auto picture = climb(static_cast<LadderStep>(step), inputOf(shape, numbers));
        QCOMPARE(test::errorOf(picture), QString());
        QVERIFY(*picture == kernelPicture(shape, bytes, ElementType::UInt8));
    }

    void inputThatEndsEarlyIsAnError_data() { addSteps(); }
    void inputThatEndsEarlyIsAnError()
    {
        QFETCH(int, step);
        const LadderShape shape{4, 4, 2};
        const std::vector<double> numbers(31, 0.5);
        LadderInput input = inputOf(shape, numbers);
        input.openText = [](std::int64_t) {
            return std::make_unique<std::istringstream>("0.5 0.5 0.5\n");
        };
        const auto picture = climb(static_cast<LadderStep>(step), input);
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, ErrorCode::Malformed);
    }

    void lowerStepsAreExpectedToNeedMore()
    {
        const LadderShape shape{1920, 2560, 4};
        QVERIFY(ladderMemory(LadderStep::TextRows, shape)
            > ladderMemory(LadderStep::WholeArrays, shape));
        QVERIFY(ladderMemory(LadderStep::WholeArrays, shape)
            > ladderMemory(LadderStep::LeanArrays, shape));
        QVERIFY(ladderMemory(LadderStep::LeanArrays, shape)
            > ladderMemory(LadderStep::FusedLoop, shape));
        QVERIFY(ladderMemory(LadderStep::FusedLoop, shape)
            > ladderMemory(LadderStep::FusedChunks, shape));
    }

private:
    static void addSteps()
    {
        QTest::addColumn<int>("step");
        for (const LadderStepName& name : ladderSteps())
            QTest::addRow("%s", name.id.data()) << static_cast<int>(name.step);
    }
};

QTEST_APPLESS_MAIN(TestLadder)
#include "tst_ladder.moc"
