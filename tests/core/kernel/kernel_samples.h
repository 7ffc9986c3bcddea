// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/element_type.h"
#include "core/grid/sample_view.h"
#include "core/kernel/kernel_table.h"

#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

namespace tessera::test {

// What samples are like, for the tests that compare variants of the kernel.
enum class Mix { Random, Ties, NearCodes, Odd, MostlyNan };

constexpr std::array allMixes{Mix::Random, Mix::Ties, Mix::NearCodes, Mix::Odd, Mix::MostlyNan};
constexpr std::array allTypes{ElementType::UInt8, ElementType::UInt16, ElementType::Float16,
    ElementType::Float32, ElementType::Float64};

// Wide enough for two vectors of bytes and a few pixels more.
constexpr std::int64_t mostColumns = 131;

template <class Float> Float oddFloat(std::mt19937& random)
{
    using Limits = std::numeric_limits<Float>;
    const std::array values{Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::infinity(),
        -Limits::infinity(), Limits::denorm_min(), -Limits::denorm_min(), Limits::min(),
        Limits::max(), Float{0}, -Float{0}, Float{1}, std::nextafter(Float{1}, Float{2}),
        std::nextafter(Float{1}, Float{0}), Float{-0.5}, Float{0.5}};
    return values[random() % values.size()];
}

template <class Float> Float mixedFloat(Mix mix, std::mt19937& random)
{
    switch (mix) {
    case Mix::Random:
        return std::uniform_real_distribution<Float>(Float{-0.125}, Float{1.125})(random);
    case Mix::Ties:
        return static_cast<Float>(static_cast<int>(random() % 6) - 2) / 4;
    case Mix::NearCodes: {
        const Float code = static_cast<Float>(random() % 256) / 255;
        return std::nextafter(code, static_cast<Float>(random() % 2));
    }
    case Mix::Odd:
        return oddFloat<Float>(random);
    case Mix::MostlyNan:
        break;
    }
    return random() % 8 == 0 ? oddFloat<Float>(random) : std::numeric_limits<Float>::quiet_NaN();
}

template <class Sample> Sample mixedSample(Mix mix, std::mt19937& random)
{
    if constexpr (std::is_floating_point_v<Sample>) {
        return mixedFloat<Sample>(mix, random);
    } else if constexpr (std::is_same_v<Sample, Half>) {
        const auto bits = static_cast<std::uint16_t>(random());
        constexpr std::array<std::uint16_t, 12> odd{
            0x7C00, 0xFC00, 0x7C01, 0xFC01, 0x7FFF, 0xFFFF, 0, 0x8000, 1, 0x3C00, 0x3C01, 0x3BFF};
        switch (mix) {
        case Mix::Ties:
            return {static_cast<std::uint16_t>(0x3800 + (random() % 4))};
        case Mix::Odd:
            return {odd[random() % odd.size()]};
        case Mix::MostlyNan:
            return {static_cast<std::uint16_t>(random() % 8 == 0 ? bits : bits | 0x7C01)};
        default:
            return {bits};
        }
    } else {
        return static_cast<Sample>(mix == Mix::Ties ? random() % 3
                : mix == Mix::Odd                   ? (random() % 2) * Sample(~0)
                                                    : random());
    }
}

// `count` samples, as bytes; the first of them `misaligned` samples behind an aligned address.
// Memory ends with the last sample, so that reading on is found.
class SampleBytes {
public:
    SampleBytes(
        ElementType type, Mix mix, std::int64_t count, std::int64_t misaligned, unsigned seed)
        : m_skipped(static_cast<std::size_t>(misaligned) * elementSize(type))
        , m_bytes(m_skipped + static_cast<std::size_t>(count) * elementSize(type))
    {
        std::mt19937 random(seed);
        withElementType(type, [&]<class Sample>(Sample) {
            for (std::size_t at = m_skipped; at < m_bytes.size(); at += sizeof(Sample)) {
                const auto sample = mixedSample<Sample>(mix, random);
                std::memcpy(m_bytes.data() + at, &sample, sizeof sample);
            }
        });
    }
    const std::byte* data() const { return m_bytes.data() + m_skipped; }

private:
    std::size_t m_skipped;
    std::vector<std::byte> m_bytes;
};

// A pair of planes that begins and ends with sentinels.
class Planes {
public:
    Planes(std::int64_t rows, std::int64_t columns, bool wideCodes, ElementType numberType)
        : m_stride(columns + 3)
        , m_codes(static_cast<std::size_t>((rows + 2) * m_stride * 2), std::byte{0x5A})
        , m_numbers(static_cast<std::size_t>((rows + 2) * m_stride) * elementSize(numberType),
              std::byte{0x5A})
        , m_wideCodes(wideCodes)
        , m_numberType(numberType)
    {
    }
    ClassTarget target()
    {
        return ClassTarget{m_codes.data(), m_numbers.data(), m_wideCodes, m_numberType, m_stride}
            .shifted(1, 1);
    }
    friend bool operator==(const Planes& a, const Planes& b)
    {
        return a.m_codes == b.m_codes && a.m_numbers == b.m_numbers;
    }

private:
    std::int64_t m_stride;
    std::vector<std::byte> m_codes;
    std::vector<std::byte> m_numbers;
    bool m_wideCodes;
    ElementType m_numberType;
};

// A row for every variant from `first` on (0 is the reference) and every type of samples.
inline void addVariantRows(std::size_t first)
{
    QTest::addColumn<std::size_t>("variant");
    QTest::addColumn<ElementType>("type");
    for (std::size_t variant = first; variant < supportedKernels().size(); ++variant)
        for (const ElementType type : allTypes)
            QTest::addRow(
                "%s, %s", supportedKernels()[variant].name.data(), elementName(type).data())
                << variant << type;
}

} // namespace tessera::test

Q_DECLARE_METATYPE(tessera::ElementType)
