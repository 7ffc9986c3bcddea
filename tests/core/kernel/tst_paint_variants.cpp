// SPDX-License-Identifier: MIT
// Every variant of the kernel paints the pixels of the reference.
#include "tests/core/kernel/kernel_samples.h"
#include "tests/support/test_support.h"

using namespace tessera;
using test::Mix;
using test::SampleBytes;

namespace {

ColourTable randomColours(std::size_t count, std::mt19937& random)
{
    ColourTable colours(count);
    for (ClassColour& colour : colours) {
        const auto channel = [&] { return static_cast<std::uint8_t>(random()); };
        colour.rgb = {channel(), channel(), channel()};
        colour.visible = random() % 5 != 0;
    }
    return colours;
}

// Codes of classes, of none, of special ones and beyond the table.
std::vector<std::byte> randomCodes(
    std::size_t count, bool wide, std::size_t classes, std::mt19937& random)
{
    std::vector<std::byte> bytes(count * (wide ? 2 : 1));
    for (std::size_t index = 0; index < count; ++index) {
        const std::size_t mostly = random() % (classes + 2);
        const auto code = static_cast<std::uint16_t>(random() % 4 == 0 ? random() : mostly);
        std::memcpy(bytes.data() + index * (wide ? 2 : 1), &code, wide ? 2 : 1);
    }
    return bytes;
}

template <class Number>
using BitsOf = std::conditional_t<sizeof(Number) == 1, std::uint8_t, std::uint16_t>;

constexpr Pixel sentinel = 0x12345678;

QString paintDifference(
    const KernelTable& kernel, const ClassView& tile, const ColourTable& colours)
{
    const std::int64_t stride = tile.columns + 3;
    std::vector<Pixel> expected(static_cast<std::size_t>((tile.rows + 1) * stride), sentinel);
    std::vector<Pixel> got = expected;
    scalar::paintClasses(tile, colours, expected.data() + 1, stride);
    kernel.paint(tile, colours, got.data() + 1, stride);
    for (std::size_t index = 0; index < expected.size(); ++index)
        if (got[index] != expected[index])
            return QStringLiteral("pixel %1 of %2 columns, %3 colours: %4 instead of %5")
                .arg(index)
                .arg(tile.columns)
                .arg(colours.size())
                .arg(got[index], 8, 16)
                .arg(expected[index], 8, 16);
    return {};
}

QString randomDifference(const KernelTable& kernel, ElementType type, std::int64_t columns,
    std::size_t classes, bool wide)
{
    std::mt19937 random(static_cast<unsigned>(columns) * 31U + static_cast<unsigned>(classes));
    constexpr std::int64_t rows = 2;
    for (const Mix mix : test::allMixes) {
        const SampleBytes numbers(
            type, mix, rows * columns, columns % 3, static_cast<unsigned>(random()));
        const auto codes =
            randomCodes(static_cast<std::size_t>(rows * columns), wide, classes, random);
        const ClassView tile{codes.data(), numbers.data(), wide, type, rows, columns, columns};
        const QString difference = paintDifference(kernel, tile, randomColours(classes, random));
        if (!difference.isEmpty())
            return difference;
    }
    return {};
}

// Numbers at and beside every one whose product with a channel is an integer, each with a class of
// that channel.
template <class Float> struct Critical {
    std::vector<Float> numbers;
    std::vector<std::uint16_t> codes;
};

template <class Float> Critical<Float> criticalNumbers()
{
    Critical<Float> critical;
    for (std::uint16_t channel = 1; channel < 256; ++channel)
        for (int product = 0; product <= channel; ++product) {
            const Float number = static_cast<Float>(product) / static_cast<Float>(channel);
            for (const Float beside :
                {number, std::nextafter(number, Float{0}), std::nextafter(number, Float{2})}) {
                critical.numbers.push_back(beside);
                critical.codes.push_back(channel);
            }
        }
    return critical;
}

// The colour of class k is made of channel k.
template <class Number>
QString greyDifference(const KernelTable& kernel, ElementType type,
    const std::vector<Number>& numbers, const std::vector<std::uint16_t>& codes)
{
    ColourTable colours(256);
    for (std::size_t code = 0; code < colours.size(); ++code) {
        const auto channel = static_cast<std::uint8_t>(code);
        colours[code].rgb = {channel, channel, channel};
    }
    const auto columns = static_cast<std::int64_t>(numbers.size());
    return paintDifference(kernel,
        {reinterpret_cast<const std::byte*>(codes.data()),
            reinterpret_cast<const std::byte*>(numbers.data()), true, type, 1, columns, columns},
        colours);
}

template <class Float> QString criticalDifference(const KernelTable& kernel, ElementType type)
{
    const auto critical = criticalNumbers<Float>();
    return greyDifference(kernel, type, critical.numbers, critical.codes);
}

// Every bit pattern there is, with each of some channels.
template <class Number> QString exhaustiveDifference(const KernelTable& kernel, ElementType type)
{
    constexpr std::size_t patterns = std::size_t{1} << (8 * sizeof(Number));
    std::vector<Number> numbers(patterns);
    for (std::size_t pattern = 0; pattern < patterns; ++pattern)
        numbers[pattern] = std::bit_cast<Number>(static_cast<BitsOf<Number>>(pattern));
    for (const int channel : {1, 2, 51, 85, 127, 128, 200, 254, 255}) {
        const std::vector codes(patterns, static_cast<std::uint16_t>(channel));
        const QString difference = greyDifference(kernel, type, numbers, codes);
        if (!difference.isEmpty())
            return difference;
    }
    return {};
}

} // namespace

class TestPaintVariants : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyLengthIsPaintedAlike_data() { test::addVariantRows(1); }
    void everyLengthIsPaintedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        for (std::int64_t columns = 0; columns <= 35; ++columns)
            for (const bool wide : {false, true})
                QCOMPARE(randomDifference(supportedKernels()[variant], type, columns, 4, wide),
                    QString());
    }

    void everyTableSizeIsPaintedAlike_data() { test::addVariantRows(1); }
    void everyTableSizeIsPaintedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        for (const int classes : {0, 1, 3, 7, 8, 9, 15, 16, 17, 40, 250, 256, 4096})
            for (const bool wide : {false, true})
                QCOMPARE(randomDifference(supportedKernels()[variant], type, 500,
                             static_cast<std::size_t>(classes), wide),
                    QString());
    }

    void productsBesideIntegersAreTruncatedAlike()
    {
        for (const KernelTable& kernel : supportedKernels()) {
            QCOMPARE(criticalDifference<float>(kernel, ElementType::Float32), QString());
            QCOMPARE(criticalDifference<double>(kernel, ElementType::Float64), QString());
        }
    }

    void everyShortNumberIsPaintedAlike()
    {
        for (const KernelTable& kernel : supportedKernels()) {
            QCOMPARE(exhaustiveDifference<std::uint8_t>(kernel, ElementType::UInt8), QString());
            QCOMPARE(exhaustiveDifference<std::uint16_t>(kernel, ElementType::UInt16), QString());
            QCOMPARE(exhaustiveDifference<Half>(kernel, ElementType::Float16), QString());
        }
    }
};

QTEST_APPLESS_MAIN(TestPaintVariants)
#include "tst_paint_variants.moc"
