// SPDX-License-Identifier: MIT
#include "core/kernel/paint.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tessera;

namespace {

const ColourTable talk{{{0, 0, 255}}, {{0, 255, 0}}, {{255, 0, 0}}, {{0, 255, 255}}};

Pixel straightforward(int code, double number, const ColourTable& colours)
{
    if (code < 0 || code >= static_cast<int>(colours.size())
        || !colours[static_cast<std::size_t>(code)].visible)
        return 0;
    const Rgb rgb = colours[static_cast<std::size_t>(code)].rgb;
    const double shown = number > 1 ? 1 : number;
    return 0xFF000000U | static_cast<Pixel>(std::trunc(rgb.red * shown)) << 16
        | static_cast<Pixel>(std::trunc(rgb.green * shown)) << 8
        | static_cast<Pixel>(std::trunc(rgb.blue * shown));
}

template <class Number> double asProbability(Number number)
{
    return static_cast<double>(number);
}
template <> double asProbability(std::uint8_t number)
{
    return number / 255.0;
}
template <> double asProbability(std::uint16_t number)
{
    return number / 65535.0;
}

template <class Number>
void comparePainting(ElementType type, const std::vector<std::uint8_t>& codes,
    const std::vector<Number>& numbers, const ColourTable& colours)
{
    const auto columns = static_cast<std::int64_t>(codes.size());
    std::vector<Pixel> out(codes.size() + 1, 0x12345678);
    paintClasses(
        {reinterpret_cast<const std::byte*>(codes.data()),
            reinterpret_cast<const std::byte*>(numbers.data()), false, type, 1, columns, columns},
        colours, out.data(), columns);
    for (std::size_t i = 0; i < codes.size(); ++i)
        QCOMPARE(out[i], straightforward(codes[i], asProbability(numbers[i]), colours));
    QCOMPARE(out.back(), Pixel{0x12345678});
}

} // namespace

class TestPaint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void channelsAreTruncatedInDouble_data()
    {
        QTest::addColumn<QList<double>>("numbers");
        QList<double> nearCodes;
        for (int k = 0; k <= 255; ++k)
            nearCodes << k / 255.0 << std::nextafter(k / 255.0, 2) << std::nextafter(k / 255.0, -1);
        nearCodes[2] = 0; // below zero is never kept
        QList<double> random;
        std::mt19937 generator(7);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (int i = 0; i < 1000; ++i)
            random << uniform(generator);
        QTest::addRow("around k/255") << nearCodes;
        QTest::addRow("random") << random;
        QTest::addRow("out of range")
            << QList<double>{1.5, 1e300, std::numeric_limits<double>::infinity(), 0};
        QTest::addRow("denormal") << QList<double>{5e-324, 1e-310};
    }
    void channelsAreTruncatedInDouble()
    {
        QFETCH(QList<double>, numbers);
        std::vector<std::uint8_t> codes;
        for (qsizetype i = 0; i < numbers.size(); ++i)
            codes.push_back(static_cast<std::uint8_t>(i % 4));
        const ColourTable odd{{{1, 2, 3}}, {{254, 253, 127}}, {{77, 99, 255}, false}, {{5, 0, 9}}};
        for (const ColourTable& colours : {talk, odd}) {
            comparePainting<double>(
                ElementType::Float64, codes, {numbers.begin(), numbers.end()}, colours);
            std::vector<float> floats;
            for (const double number : numbers)
                floats.push_back(static_cast<float>(number));
            comparePainting<float>(ElementType::Float32, codes, floats, colours);
        }
    }

    void integersAreDividedByTheirMaximum()
    {
        std::vector<std::uint8_t> codes;
        std::vector<std::uint8_t> bytes;
        std::vector<std::uint16_t> words;
        for (int i = 0; i < 65536; ++i) {
            codes.push_back(static_cast<std::uint8_t>(i % 4));
            bytes.push_back(static_cast<std::uint8_t>(i / 256));
            words.push_back(static_cast<std::uint16_t>(i));
        }
        comparePainting(ElementType::UInt8, codes, bytes, talk);
        comparePainting(ElementType::UInt16, codes, words, talk);
    }

    void specialAndUnknownCodesDrawNothing()
    {
        comparePainting<float>(
            ElementType::Float32, {252, 253, 254, 255, 4, 200}, std::vector<float>(6, 1), talk);
    }

    void wideCodesAreRead()
    {
        ColourTable colours(300);
        colours[299].rgb = {10, 20, 30};
        const std::uint16_t codes[] = {299, specialCode<std::uint16_t>(SpecialCode::None)};
        const float numbers[] = {0.5F, 0.5F};
        Pixel out[2] = {1, 1};
        paintClasses(
            {reinterpret_cast<const std::byte*>(codes), reinterpret_cast<const std::byte*>(numbers),
                true, ElementType::Float32, 1, 2, 2},
            colours, out, 2);
        QCOMPARE(out[0], Pixel{0xFF050A0F});
        QCOMPARE(out[1], Pixel{0});
    }

    void imagesAreWindowed()
    {
        const float values[] = {-1, 10, 15, 20, 30, std::nanf("")};
        Pixel out[6] = {};
        paintImage({reinterpret_cast<const std::byte*>(values), ElementType::Float32, 1, 1, 6, 6},
            {10, 20}, out, 6);
        QCOMPARE(out[0], Pixel{0xFF000000});
        QCOMPARE(out[1], Pixel{0xFF000000});
        QCOMPARE(out[2], Pixel{0xFF808080});
        QCOMPARE(out[3], Pixel{0xFFFFFFFF});
        QCOMPARE(out[4], Pixel{0xFFFFFFFF});
        QCOMPARE(out[5], Pixel{0xFF000000});
    }

    void colourImagesKeepTheirChannels()
    {
        const std::uint8_t values[] = {255, 128, 0};
        Pixel out = 0;
        paintImage({reinterpret_cast<const std::byte*>(values), ElementType::UInt8, 3, 1, 1, 1},
            {0, 255}, &out, 1);
        QCOMPARE(out, Pixel{0xFFFF8000});
    }
};

QTEST_APPLESS_MAIN(TestPaint)
#include "tst_paint.moc"
