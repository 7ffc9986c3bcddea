// SPDX-License-Identifier: MIT
#include "core/kernel/reduce.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tessera;

namespace {

constexpr double quietNan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Answer {
    std::vector<int> codes; // -1 none, -2 not a number
    std::vector<double> numbers;
};

// The talk's loop, written again without looking at the kernel: values[pixel][class].
Answer straightforward(const std::vector<std::vector<double>>& values)
{
    Answer answer;
    for (const auto& pixel : values) {
        int winner = -1;
        double best = 0.0;
        bool onlyNan = true;
        for (std::size_t i = 0; i < pixel.size(); ++i) {
            onlyNan = onlyNan && std::isnan(pixel[i]);
            if (pixel[i] > best) {
                best = pixel[i];
                winner = static_cast<int>(i);
            }
        }
        answer.codes.push_back(onlyNan ? -2 : winner);
        answer.numbers.push_back(best);
    }
    return answer;
}

// Lays the values out with the given strides and runs the kernel on them.
template <class Sample, class Code>
Answer reduced(const std::vector<std::vector<double>>& values, bool planar, ElementType type,
    ReduceCounts& counts)
{
    const auto pixels = static_cast<std::int64_t>(values.size());
    const auto classes = static_cast<std::int64_t>(values.front().size());
    std::vector<Sample> stored(static_cast<std::size_t>(pixels * classes));
    SampleView view{type, reinterpret_cast<const std::byte*>(stored.data()), 1, pixels, classes,
        pixels * classes, planar ? 1 : classes, planar ? pixels : 1};
    for (std::int64_t p = 0; p < pixels; ++p)
        for (std::int64_t c = 0; c < classes; ++c)
            stored[static_cast<std::size_t>(p * view.columnStride + c * view.classStride)] =
                static_cast<Sample>(
                    values[static_cast<std::size_t>(p)][static_cast<std::size_t>(c)]);
    std::vector<Code> codes(values.size() + 1, Code{77});
    std::vector<Sample> numbers(values.size() + 1, Sample{77});
    reduceClasses(view,
        {reinterpret_cast<std::byte*>(codes.data()), reinterpret_cast<std::byte*>(numbers.data()),
            sizeof(Code) == 2, type, pixels},
        counts);
    Answer answer;
    for (std::size_t p = 0; p < values.size(); ++p) {
        const bool isNone = codes[p] == specialCode<Code>(SpecialCode::None);
        const bool isNan = codes[p] == specialCode<Code>(SpecialCode::NotANumber);
        answer.codes.push_back(isNone ? -1 : isNan ? -2 : int{codes[p]});
        answer.numbers.push_back(static_cast<double>(numbers[p]));
    }
    if (codes.back() != Code{77} || numbers.back() != Sample{77})
        answer.codes.clear(); // it wrote behind the end
    return answer;
}

std::vector<std::vector<double>> randomValues(int pixels, int classes, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> eighths(-2, 9); // few values, so that ties are frequent
    std::vector<std::vector<double>> values(static_cast<std::size_t>(pixels));
    for (auto& pixel : values)
        for (int c = 0; c < classes; ++c)
            pixel.push_back(eighths(random) / 8.0);
    return values;
}

} // namespace

class TestReduce : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void agreesWithTheStraightforwardLoop_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("pixels");
        for (int classes = 1; classes <= 40; ++classes)
            QTest::addRow("%d classes", classes) << classes << 37 + classes;
        QTest::addRow("250 classes") << 250 << 3;
        QTest::addRow("one pixel") << 4 << 1;
    }
    void agreesWithTheStraightforwardLoop()
    {
        QFETCH(int, classes);
        QFETCH(int, pixels);
        const auto values = randomValues(pixels, classes, static_cast<unsigned>(classes));
        const Answer expected = straightforward(values);
        for (const bool planar : {false, true}) {
            ReduceCounts counts;
            const auto doubles =
                reduced<double, std::uint8_t>(values, planar, ElementType::Float64, counts);
            QCOMPARE(doubles.codes, expected.codes);
            QCOMPARE(doubles.numbers, expected.numbers);
            const auto floats =
                reduced<float, std::uint8_t>(values, planar, ElementType::Float32, counts);
            QCOMPARE(floats.codes, expected.codes);
            QCOMPARE(floats.numbers, expected.numbers);
        }
    }

    void codesAreWideFrom251Classes()
    {
        auto values = randomValues(5, 300, 3);
        for (auto& pixel : values)
            pixel.back() = 2.0;
        ReduceCounts counts;
        const auto answer =
            reduced<double, std::uint16_t>(values, false, ElementType::Float64, counts);
        QCOMPARE(answer.codes, std::vector<int>(5, 299));
        QCOMPARE(counts.clamped, std::uint64_t{5});
    }

    void decidesOddPixels_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("code");
        QTest::addColumn<double>("number");
        using L = QList<double>;
        QTest::addRow("the first of equals wins") << L{0.25, 0.375, 0.375} << 1 << 0.375;
        QTest::addRow("all zero is none") << L{0, 0, 0} << -1 << 0.0;
        QTest::addRow("negative is none") << L{-1, -0.5, -2} << -1 << 0.0;
        QTest::addRow("NaN never wins") << L{quietNan, 0.125, quietNan} << 1 << 0.125;
        QTest::addRow("NaN and zero is none") << L{quietNan, 0, quietNan} << -1 << 0.0;
        QTest::addRow("NaN only is not a number") << L{quietNan, quietNan, quietNan} << -2 << 0.0;
        QTest::addRow("above one stays as it is") << L{0.5, 1.5, 0} << 1 << 1.5;
        QTest::addRow("infinity wins") << L{0.5, 1.5, infinity} << 2 << infinity;
        QTest::addRow("minus infinity does not") << L{-infinity, -infinity, 0} << -1 << 0.0;
        QTest::addRow("smallest positive") << L{0, 0, 0x1p-140} << 2 << 0x1p-140;
    }
    void decidesOddPixels()
    {
        QFETCH(QList<double>, values);
        QFETCH(int, code);
        QFETCH(double, number);
        ReduceCounts counts;
        const std::vector<std::vector<double>> pixel{{values.begin(), values.end()}};
        const auto doubles =
            reduced<double, std::uint8_t>(pixel, false, ElementType::Float64, counts);
        QCOMPARE(doubles.codes, std::vector<int>{code});
        QCOMPARE(doubles.numbers, std::vector<double>{number});
        const auto floats = reduced<float, std::uint8_t>(pixel, true, ElementType::Float32, counts);
        QCOMPARE(floats.codes, std::vector<int>{code});
        QCOMPARE(floats.numbers, std::vector<double>{number});
    }

    void integersKeepTheirCode()
    {
        const std::vector<std::vector<double>> values{{3, 255, 255}, {0, 0, 0}, {1, 0, 0}};
        ReduceCounts counts;
        const auto bytes =
            reduced<std::uint8_t, std::uint8_t>(values, false, ElementType::UInt8, counts);
        QCOMPARE(bytes.codes, (std::vector<int>{1, -1, 0}));
        QCOMPARE(bytes.numbers, (std::vector<double>{255, 0, 1}));
        QCOMPARE(counts.clamped, std::uint64_t{0});
    }

    void sampledNumbersAreProbabilitiesRoundedOnce()
    {
        const std::uint8_t stored[] = {10, 51};
        std::uint8_t code = 0;
        float number = 0;
        ReduceCounts counts;
        reduceClasses(
            {ElementType::UInt8, reinterpret_cast<const std::byte*>(stored), 1, 1, 2, 2, 2, 1},
            {reinterpret_cast<std::byte*>(&code), reinterpret_cast<std::byte*>(&number), false,
                ElementType::Float32, 1},
            counts);
        QCOMPARE(int{code}, 1);
        QCOMPARE(number, static_cast<float>(51 / 255.0));
    }

    void imagesAreCopiedChannelByChannel()
    {
        const std::uint16_t stored[] = {1, 2, 3, 10, 20, 30}; // channel-major: two pixels a channel
        float out[6] = {};
        copyValues(
            {ElementType::UInt16, reinterpret_cast<const std::byte*>(stored), 1, 2, 3, 6, 1, 2},
            {reinterpret_cast<std::byte*>(out), ElementType::Float32, 3, 2});
        QCOMPARE((std::vector<float>(out, out + 6)), (std::vector<float>{1, 3, 20, 2, 10, 30}));
    }
};

QTEST_APPLESS_MAIN(TestReduce)
#include "tst_reduce.moc"
