// SPDX-License-Identifier: MIT
// Every result against a straightforward computation of one pixel, bit for bit.
#include "core/source/sample_scaler.h"

#include "core/source/exponential.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

using namespace tessera;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

// How the samples of a plane lie.
enum class Lay { Pixels, Planes, Columns, Spread };

struct Plane {
    std::vector<std::byte> memory;
    SampleView view;
};

template <class Sample> Sample sampleAt(std::int64_t index)
{
    const auto hash = static_cast<std::uint32_t>(index * 2654435761) >> 5U;
    if constexpr (std::is_same_v<Sample, Half>)
        return Half{static_cast<std::uint16_t>(hash % 0x5000)};
    else if constexpr (std::is_floating_point_v<Sample>)
        return hash % 19 == 0 ? std::numeric_limits<Sample>::quiet_NaN()
                              : static_cast<Sample>(hash % 977) / Sample{40} - Sample{12};
    else
        return static_cast<Sample>(hash);
}

Plane planeOf(ElementType type, Lay lay, std::int64_t classes)
{
    constexpr std::int64_t rows = 3;
    constexpr std::int64_t columns = 541; // more than a piece, and no whole number of vectors
    SampleView view{type, nullptr, rows, columns, classes, columns * classes, classes, 1};
    if (lay == Lay::Planes)
        view = {type, nullptr, rows, columns, classes, columns, 1, columns * rows};
    else if (lay == Lay::Columns)
        view = {type, nullptr, rows, columns, classes, classes, rows * classes, 1};
    else if (lay == Lay::Spread)
        view = {type, nullptr, rows, columns, classes, columns * classes * 3, classes * 3, 2};
    Plane plane{std::vector<std::byte>(
                    static_cast<std::size_t>(rows * columns * classes * 3) * elementSize(type)),
        view};
    withElementType(type, [&]<class Sample>(Sample) {
        auto* samples = reinterpret_cast<Sample*>(plane.memory.data());
        for (std::int64_t index = 0; index < rows * columns * classes * 3; ++index)
            samples[index] = sampleAt<Sample>(index);
    });
    plane.view.data = plane.memory.data();
    return plane;
}

// The number of the file.
double numberAt(const SampleView& view, double unit, std::int64_t at)
{
    return withElementType(view.type, [&]<class Sample>(Sample) {
        const auto value = static_cast<double>(view.row<Sample>(0)[at]);
        if constexpr (std::is_same_v<Sample, std::uint8_t>)
            return value / (255 / unit);
        else if constexpr (std::is_same_v<Sample, std::uint16_t>)
            return value / (65535 / unit);
        else
            return unit == 1 ? value : std::nearbyint(value * unit);
    });
}

double sigmoidOf(double number)
{
    const double power = exponential(-std::abs(number));
    return (number < 0 ? power : 1.0) / (1.0 + power);
}

void softmax(std::vector<double>& numbers)
{
    double most = -infinity;
    double sum = 0;
    for (const double number : numbers)
        most = number > most ? number : most;
    for (double& number : numbers)
        number = exponential(number - most);
    for (const double power : numbers)
        sum += std::isnan(power) ? 0 : power;
    for (double& number : numbers)
        number /= sum;
}

std::vector<double> expectedPixel(const SampleView& view, const ValueScale& scale, double unit,
    std::int64_t row, std::int64_t column)
{
    std::vector<double> pixel;
    for (std::int64_t index = 0; index < view.classes; ++index) {
        const double number = numberAt(view, unit,
            row * view.rowStride + column * view.columnStride + index * view.classStride);
        pixel.push_back((number - scale.range.low) / (scale.range.high - scale.range.low));
    }
    if (scale.activation == Activation::Softmax && view.classes > 1)
        softmax(pixel);
    else if (scale.activation != Activation::None)
        std::ranges::transform(pixel, pixel.begin(), sigmoidOf);
    if (scale.isBinary)
        pixel.insert(pixel.begin(), 1.0 - pixel.front());
    return pixel;
}

bool isSame(double one, double other)
{
    return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other)
        || (std::isnan(one) && std::isnan(other));
}

// How many samples are not what they should be.
int mismatches(const SampleView& stored, const ValueScale& scale, double unit)
{
    const SampleScaler scaler(scale, unit, stored.classes);
    std::vector<double> target(scaler.samplesFor(stored) + 1, -7.0);
    const SampleView made = scaler.apply(stored, target.data());
    int wrong = target.back() == -7.0 ? 0 : 1;
    for (std::int64_t row = 0; row < stored.rows; ++row)
        for (std::int64_t column = 0; column < stored.columns; ++column) {
            const auto expected = expectedPixel(stored, scale, unit, row, column);
            const double* const pixel = made.row<double>(row) + column * made.columnStride;
            for (std::size_t index = 0; index < expected.size(); ++index)
                wrong += isSame(pixel[static_cast<std::int64_t>(index) * made.classStride],
                             expected[index])
                    ? 0
                    : 1;
        }
    return wrong;
}

std::vector<double> scaled(std::vector<double> numbers, const ValueScale& scale)
{
    const auto classes = static_cast<std::int64_t>(numbers.size());
    const SampleView view{ElementType::Float64, reinterpret_cast<const std::byte*>(numbers.data()),
        1, 1, classes, classes, classes, 1};
    const SampleScaler scaler(scale, 1, classes);
    std::vector<double> target(scaler.samplesFor(view));
    scaler.apply(view, target.data());
    return target;
}

struct NamedScale {
    const char* name;
    ValueScale scale;
};
const std::vector<NamedScale> scales{{"percent", {{0, 100}}}, {"0 to 255", {{0, 255}}},
    {"-1 to 1", {{-1, 1}}}, {"logits", {{}, Activation::Softmax}},
    {"independent", {{}, Activation::Sigmoid}}, {"scaled logits", {{2, 10}, Activation::Softmax}}};

struct NamedType {
    const char* name;
    ElementType type;
    double unit;
};
const std::vector<NamedType> types{{"float16", ElementType::Float16, 1},
    {"float32", ElementType::Float32, 1}, {"float64", ElementType::Float64, 1},
    {"uint8", ElementType::UInt8, 255}, {"bool", ElementType::UInt8, 1},
    {"uint16", ElementType::UInt16, 65535}, {"int32", ElementType::Float64, 2147483647}};

struct NamedLay {
    const char* name;
    Lay lay;
};
const std::vector<NamedLay> lays{{"pixels", Lay::Pixels}, {"planes", Lay::Planes},
    {"columns", Lay::Columns}, {"spread", Lay::Spread}};

} // namespace

class TestSampleScaler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void equalsTheStraightforwardLoop_data()
    {
        QTest::addColumn<std::size_t>("scale");
        QTest::addColumn<std::size_t>("type");
        QTest::addColumn<std::size_t>("lay");
        for (std::size_t scale = 0; scale < scales.size(); ++scale)
            for (std::size_t type = 0; type < types.size(); ++type)
                for (std::size_t lay = 0; lay < lays.size(); ++lay)
                    QTest::addRow(
                        "%s of %s in %s", scales[scale].name, types[type].name, lays[lay].name)
                        << scale << type << lay;
    }
    void equalsTheStraightforwardLoop()
    {
        QFETCH(std::size_t, scale);
        QFETCH(std::size_t, type);
        QFETCH(std::size_t, lay);
        for (const std::int64_t classes : {1, 2, 4, 23}) {
            const Plane plane = planeOf(types[type].type, lays[lay].lay, classes);
            QCOMPARE(mismatches(plane.view, scales[scale].scale, types[type].unit), 0);
        }
    }

    void makesTwoClassesOfOneChannel_data()
    {
        QTest::addColumn<int>("activation");
        QTest::addRow("of probabilities") << static_cast<int>(Activation::None);
        QTest::addRow("of logits") << static_cast<int>(Activation::Sigmoid);
        QTest::addRow("of logits, called softmax") << static_cast<int>(Activation::Softmax);
    }
    void makesTwoClassesOfOneChannel()
    {
        QFETCH(int, activation);
        const Plane plane = planeOf(ElementType::Float32, Lay::Pixels, 1);
        const ValueScale scale{{0, 1}, static_cast<Activation>(activation), true};
        QCOMPARE(mismatches(plane.view, scale, 1), 0);
        QCOMPARE(scaled({0.25}, {{0, 1}, Activation::None, true}), (std::vector{0.75, 0.25}));
    }

    void dividesIntegersOnce()
    {
        std::vector<std::uint8_t> codes(256);
        for (std::size_t code = 0; code < codes.size(); ++code)
            codes[code] = static_cast<std::uint8_t>(code);
        const SampleView view{ElementType::UInt8, reinterpret_cast<const std::byte*>(codes.data()),
            1, 256, 1, 256, 1, 1};
        std::vector<double> made(256);
        SampleScaler({{0, 255}}, 255, 1).apply(view, made.data());
        for (std::size_t code = 0; code < codes.size(); ++code)
            QCOMPARE(made[code], static_cast<double>(code) / 255.0);
    }

    void takesAnyLogits_data()
    {
        QTest::addColumn<std::vector<double>>("logits");
        QTest::addColumn<std::vector<double>>("probabilities");
        QTest::addRow("large") << std::vector{1000.0, 1000.0} << std::vector{0.5, 0.5};
        QTest::addRow("very small") << std::vector{-1e300, 0.0} << std::vector{0.0, 1.0};
        QTest::addRow("masked") << std::vector{-infinity, 3.0} << std::vector{0.0, 1.0};
        QTest::addRow("NaN among others")
            << std::vector{notANumber, 3.0, 3.0} << std::vector{notANumber, 0.5, 0.5};
        QTest::addRow("nothing but NaN")
            << std::vector{notANumber, notANumber} << std::vector{notANumber, notANumber};
        QTest::addRow("all masked")
            << std::vector{-infinity, -infinity} << std::vector{notANumber, notANumber};
    }
    void takesAnyLogits()
    {
        QFETCH(std::vector<double>, logits);
        QFETCH(std::vector<double>, probabilities);
        const auto made = scaled(logits, {{}, Activation::Softmax});
        QVERIFY(std::ranges::equal(made, probabilities, isSame));
    }

    void sigmoidOfAnyNumberIsBetweenZeroAndOne()
    {
        QCOMPARE(scaled({-infinity, -1000, 0, 1000, infinity}, {{}, Activation::Sigmoid}),
            (std::vector{0.0, 0.0, 0.5, 1.0, 1.0}));
    }

    void exponentialIsThatOfTheLibrary()
    {
        for (double x = 0; x > -708; x -= 0.00793) {
            const double expected = std::exp(x);
            QVERIFY(std::abs(exponential(x) - expected) <= 2.3e-16 * expected);
        }
        QCOMPARE(exponential(0), 1.0);
        QCOMPARE(exponential(-709), 0.0);
        QCOMPARE(exponential(-infinity), 0.0);
        QVERIFY(std::isnan(exponential(notANumber)));
    }
};

QTEST_APPLESS_MAIN(TestSampleScaler)
#include "tst_sample_scaler.moc"
