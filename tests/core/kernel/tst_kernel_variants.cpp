// SPDX-License-Identifier: MIT
// Every variant of the kernel that this machine can run gives the bits of the reference.
#include "tests/core/kernel/kernel_samples.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <bit>
#include <cmath>

using namespace tessera;
using test::Mix;
using test::Planes;
using test::SampleBytes;

namespace {

struct Strides {
    const char* name = "";
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::int64_t classes = 0;
};

// The ways in which files lay out pixels and classes.
std::vector<Strides> stridesOf(std::int64_t columns, std::int64_t classes)
{
    return {{"interleaved", columns * classes, classes, 1},
        {"a part of the classes", columns * (classes + 3), classes + 3, 1},
        {"every other column", columns * classes * 2, classes * 2, 1},
        {"planes", columns, 1, 3 * columns}, {"planes by row", columns * classes, 1, columns},
        {"any strides", columns * classes * 6 + 1, classes * 6, 2}};
}

struct Shape {
    std::int64_t rows = 1;
    std::int64_t columns = 1;
    std::int64_t classes = 1;
};

std::int64_t extent(const Shape& shape, const Strides& strides)
{
    if (shape.rows == 0 || shape.columns == 0)
        return 0;
    return (shape.rows - 1) * strides.row + (shape.columns - 1) * strides.column
        + (shape.classes - 1) * strides.classes + 1;
}

SampleView viewOf(
    const SampleBytes& samples, ElementType type, const Shape& shape, const Strides& strides)
{
    return {type, samples.data(), shape.rows, shape.columns, shape.classes, strides.row,
        strides.column, strides.classes};
}

QString told(const char* what, const Shape& shape, const Strides& strides, Mix mix)
{
    return QStringLiteral("%1 differs: %2 rows, %3 columns, %4 classes, %5, mix %6")
        .arg(QLatin1String(what))
        .arg(shape.rows)
        .arg(shape.columns)
        .arg(shape.classes)
        .arg(QLatin1String(strides.name))
        .arg(static_cast<int>(mix));
}

bool isSame(const ReduceCounts& a, const ReduceCounts& b)
{
    return a.clamped == b.clamped && a.notANumber == b.notANumber;
}

// Empty when the variant reduces as the reference does; else what is different.
QString reduceDifference(const KernelTable& kernel, ElementType type, const Shape& shape)
{
    for (const Mix mix : test::allMixes) {
        for (const Strides& strides : stridesOf(shape.columns, shape.classes)) {
            const auto seed = static_cast<unsigned>(shape.columns * 97 + shape.classes);
            const SampleBytes samples(type, mix, extent(shape, strides), shape.columns % 5, seed);
            const SampleView view = viewOf(samples, type, shape, strides);
            for (const ElementType numbers : {type, ElementType::Float32}) {
                const bool wide = needsWideCodes(shape.classes);
                Planes expected(shape.rows, shape.columns, wide, numbers);
                Planes got = expected;
                ReduceCounts expectedCounts{5, 6};
                ReduceCounts counts{5, 6};
                scalar::reduceClasses(view, expected.target(), expectedCounts);
                kernel.reduce(view, got.target(), counts);
                if (!(got == expected))
                    return told("a plane", shape, strides, mix);
                if (!isSame(counts, expectedCounts))
                    return told("a count", shape, strides, mix);
            }
        }
    }
    return {};
}

// Merges classes in groups of 1, 2, 3 … and compares with reducing them all at once.
QString mergeDifference(const KernelTable& kernel, ElementType type, const Shape& shape, bool wide)
{
    for (const Mix mix : test::allMixes) {
        for (const Strides& strides : stridesOf(shape.columns, shape.classes)) {
            const SampleBytes samples(type, mix, extent(shape, strides), shape.columns % 3,
                static_cast<unsigned>(shape.columns + shape.classes));
            const SampleView view = viewOf(samples, type, shape, strides);
            Planes expected(shape.rows, shape.columns, wide, type);
            Planes got = expected;
            ReduceCounts counts;
            scalar::reduceClasses(view, expected.target(), counts);
            SampleView part = view;
            std::int64_t next = 1;
            for (std::int64_t first = 0; first < view.classes; first += part.classes) {
                part.classes = std::min(next++, view.classes - first);
                part.data = view.data
                    + first * view.classStride * static_cast<std::int64_t>(elementSize(type));
                kernel.merge(part, first, got.target());
            }
            if (!(got == expected))
                return told("a plane", shape, strides, mix);
            if (!isSame(kernel.countMerged(got.target(), shape.rows, shape.columns), counts))
                return told("a count", shape, strides, mix);
        }
    }
    return {};
}

// Sums with a NaN are thrown away, whichever NaN it is.
bool isSame(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b)
        || (std::isnan(a) && std::isnan(b));
}

QString sumDifference(const KernelTable& kernel, ElementType type, const Shape& shape)
{
    for (const Mix mix : test::allMixes) {
        for (const Strides& strides : stridesOf(shape.columns, shape.classes)) {
            const SampleBytes samples(type, mix, extent(shape, strides), shape.columns % 3,
                static_cast<unsigned>(shape.columns * 5 + shape.classes));
            const SampleView view = viewOf(samples, type, shape, strides);
            const std::int64_t pairs = shape.columns / 2;
            for (const bool scaled : {false, true}) {
                std::vector<double> expected(static_cast<std::size_t>(pairs * shape.classes));
                std::vector<double> got(expected.size());
                scalar::sumPairs(view, pairs, scaled, expected.data());
                kernel.sumPairs(view, pairs, scaled, got.data());
                if (!std::ranges::equal(
                        got, expected, [](double a, double b) { return isSame(a, b); }))
                    return told("a sum", shape, strides, mix);
            }
        }
    }
    return {};
}

} // namespace

class TestKernelVariants : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void everyLengthIsReducedAlike_data() { test::addVariantRows(1); }
    void everyLengthIsReducedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        const KernelTable& kernel = supportedKernels()[variant];
        for (const std::int64_t classes : {1, 2, 3, 4, 8})
            for (std::int64_t columns = 1; columns <= test::mostColumns; ++columns)
                QCOMPARE(reduceDifference(kernel, type, {1, columns, classes}), QString());
    }

    void everyClassCountIsReducedAlike_data() { test::addVariantRows(1); }
    void everyClassCountIsReducedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        const KernelTable& kernel = supportedKernels()[variant];
        for (std::int64_t classes = 1; classes <= 40; ++classes)
            QCOMPARE(reduceDifference(kernel, type, {3, test::mostColumns, classes}), QString());
        for (const std::int64_t classes : {249, 250, 251, 300})
            QCOMPARE(reduceDifference(kernel, type, {2, 70, classes}), QString());
        QCOMPARE(reduceDifference(kernel, type, {1, 9, maxClasses}), QString());
    }

    void longRowsAreReducedAlike_data() { test::addVariantRows(1); }
    void longRowsAreReducedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        for (const std::int64_t columns : {511, 512, 513, 1100})
            QCOMPARE(
                reduceDifference(supportedKernels()[variant], type, {2, columns, 3}), QString());
    }

    void emptyViewsLeaveNothing_data() { test::addVariantRows(1); }
    void emptyViewsLeaveNothing()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        QCOMPARE(reduceDifference(supportedKernels()[variant], type, {0, 7, 4}), QString());
        QCOMPARE(reduceDifference(supportedKernels()[variant], type, {2, 0, 4}), QString());
    }

    void groupsMergeToWhatAllWouldReduceTo_data() { test::addVariantRows(0); }
    void groupsMergeToWhatAllWouldReduceTo()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        const KernelTable& kernel = supportedKernels()[variant];
        for (std::int64_t columns = 1; columns <= test::mostColumns; ++columns)
            QCOMPARE(mergeDifference(kernel, type, {1, columns, 4}, false), QString());
        for (const bool wide : {false, true})
            for (const std::int64_t classes : {1, 2, 7, 21, 40})
                QCOMPARE(mergeDifference(kernel, type, {3, 70, classes}, wide), QString());
        QCOMPARE(mergeDifference(kernel, type, {2, 37, 300}, true), QString());
    }

    void pairsAreSummedAlike_data() { test::addVariantRows(1); }
    void pairsAreSummedAlike()
    {
        QFETCH(std::size_t, variant);
        QFETCH(ElementType, type);
        const KernelTable& kernel = supportedKernels()[variant];
        for (std::int64_t columns = 1; columns <= 40; ++columns)
            for (const std::int64_t classes : {1, 2, 3, 4, 5, 8})
                QCOMPARE(sumDifference(kernel, type, {2, columns, classes}), QString());
        for (std::int64_t classes = 1; classes <= 21; ++classes)
            QCOMPARE(sumDifference(kernel, type, {2, 19, classes}), QString());
    }
};

QTEST_APPLESS_MAIN(TestKernelVariants)
#include "tst_kernel_variants.moc"
