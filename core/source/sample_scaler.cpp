// SPDX-License-Identifier: MIT
#include "core/source/sample_scaler.h"

#include "core/source/exponential.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tessera {

namespace {

// Pixels that are worked on at a time, so that what a step leaves is still in the processor's first
// cache for the next.
constexpr std::int64_t mostAtOnce = 512;
constexpr std::int64_t samplesAtOnce = 2048;

// All loops are plain ones that compilers make vectors of. The longest are compiled for wider ones
// too, and the loader picks what the machine has. Not for what fuses products with sums, which
// would give other bits; and not under sanitizers, which are not ready when the loader picks.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)          \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TESSERA_WIDE_TOO __attribute__((target_clones("default", "avx2")))
#else
#define TESSERA_WIDE_TOO
#endif

TESSERA_WIDE_TOO void divide(double* values, std::int64_t count, double divisor)
{
    for (std::int64_t index = 0; index < count; ++index)
        values[index] /= divisor;
}

void subtract(double* values, std::int64_t count, double number)
{
    for (std::int64_t index = 0; index < count; ++index)
        values[index] -= number;
}

// Integers that were divided by `unit` when they were delivered.
void undivide(double* values, std::int64_t count, double unit)
{
    for (std::int64_t index = 0; index < count; ++index)
        values[index] = std::nearbyint(values[index] * unit);
}

TESSERA_WIDE_TOO void sigmoid(double* values, std::int64_t count)
{
    for (std::int64_t index = 0; index < count; ++index) {
        const double power = exponential(-std::abs(values[index]));
        const double above = values[index] < 0 ? power : 1.0;
        values[index] = above / (1.0 + power);
    }
}

TESSERA_WIDE_TOO void softmax(
    double* values, std::int64_t classStride, std::int64_t classes, std::int64_t count)
{
    std::array<double, mostAtOnce> most{};
    std::array<double, mostAtOnce> sum{};
    const auto pixels = static_cast<std::size_t>(count);
    std::fill_n(most.begin(), count, -std::numeric_limits<double>::infinity());
    for (std::int64_t index = 0; index < classes; ++index) {
        const double* const numbers = values + index * classStride;
        for (std::size_t pixel = 0; pixel < pixels; ++pixel)
            most[pixel] = numbers[pixel] > most[pixel] ? numbers[pixel] : most[pixel];
    }
    for (std::int64_t index = 0; index < classes; ++index) {
        double* const numbers = values + index * classStride;
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            const double power = exponential(numbers[pixel] - most[pixel]);
            numbers[pixel] = power;
            sum[pixel] += power >= 0 ? power : 0.0; // not that of NaN
        }
    }
    for (std::int64_t index = 0; index < classes; ++index) {
        double* const numbers = values + index * classStride;
        for (std::size_t pixel = 0; pixel < pixels; ++pixel)
            numbers[pixel] /= sum[pixel];
    }
}

double typeMaximum(ElementType type)
{
    if (type == ElementType::UInt8)
        return std::numeric_limits<std::uint8_t>::max();
    return type == ElementType::UInt16 ? std::numeric_limits<std::uint16_t>::max() : 1;
}

} // namespace

SampleScaler::SampleScaler(const ValueScale& scale, double unit, std::int64_t channels)
    : m_activation(channels == 1 && scale.activation == Activation::Softmax ? Activation::Sigmoid
                                                                            : scale.activation)
    , m_isBinary(scale.isBinary && channels == 1)
    , m_isAsStored(scale.range == ValueRange{0, unit})
    , m_channels(channels)
    , m_unit(unit)
    , m_range(scale.range)
{
}

std::size_t SampleScaler::samplesFor(const SampleView& stored) const
{
    return static_cast<std::size_t>(stored.rows * stored.columns * classesFor(stored));
}

SampleView SampleScaler::apply(const SampleView& stored, double* target) const
{
    SampleView made{ElementType::Float64, reinterpret_cast<const std::byte*>(target), stored.rows,
        stored.columns, classesFor(stored), 0, 1, stored.columns};
    made.rowStride = made.columns * made.classes;
    // Pixel by pixel, as they are stored: a row is one run of samples.
    const bool isRun = !needsAllClasses() && stored.columnStride == stored.classes
        && (stored.classes == 1 || stored.classStride == 1);
    if (isRun) {
        made.columnStride = made.classes;
        made.classStride = 1;
    }
    const std::int64_t planes = isRun ? 1 : stored.classes;
    const std::int64_t length = isRun ? stored.columns * stored.classes : stored.columns;
    const std::int64_t stride = isRun ? 1 : stored.columnStride;
    const std::int64_t most =
        isRun ? samplesAtOnce : std::clamp<std::int64_t>(samplesAtOnce / planes, 16, mostAtOnce);
    for (std::int64_t row = 0; row < stored.rows; ++row)
        for (std::int64_t first = 0; first < length; first += most) {
            const std::int64_t count = std::min(most, length - first);
            double* const values = target + row * made.rowStride + first;
            double* const numbers = m_isBinary ? values + made.classStride : values;
            for (std::int64_t plane = 0; plane < planes; ++plane)
                convert(stored,
                    row * stored.rowStride + first * stride + plane * stored.classStride, stride,
                    count, numbers + plane * made.classStride);
            activate(numbers, made.classStride, planes, count);
            if (m_isBinary)
                for (std::int64_t pixel = 0; pixel < count; ++pixel)
                    values[pixel] = 1.0 - numbers[pixel];
        }
    return made;
}

void SampleScaler::convert(const SampleView& stored, std::int64_t at, std::int64_t stride,
    std::int64_t count, double* out) const
{
    withElementType(stored.type, [&]<class Sample>(Sample) {
        const Sample* const samples = stored.row<Sample>(0) + at;
        if (stride == 1)
            for (std::int64_t index = 0; index < count; ++index)
                out[index] = static_cast<double>(samples[index]);
        else
            for (std::int64_t index = 0; index < count; ++index)
                out[index] = static_cast<double>(samples[index * stride]);
    });
    scale(stored.type, out, count);
}

void SampleScaler::scale(ElementType type, double* values, std::int64_t count) const
{
    const double maximum = typeMaximum(type);
    if (m_isAsStored) {
        if (maximum != 1)
            divide(values, count, maximum);
        return;
    }
    if (maximum != m_unit && maximum != 1)
        divide(values, count, maximum / m_unit);
    else if (maximum != m_unit)
        undivide(values, count, m_unit);
    if (m_range.low != 0)
        subtract(values, count, m_range.low);
    if (m_range.high - m_range.low != 1)
        divide(values, count, m_range.high - m_range.low);
}

void SampleScaler::activate(
    double* values, std::int64_t classStride, std::int64_t classes, std::int64_t count) const
{
    if (m_activation == Activation::Softmax)
        softmax(values, classStride, classes, count);
    else if (m_activation == Activation::Sigmoid)
        for (std::int64_t index = 0; index < classes; ++index)
            sigmoid(values + index * classStride, count);
}

} // namespace tessera
