// SPDX-License-Identifier: MIT
#include "tests/support/memory_array.h"

#include "core/source/memory_array.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <type_traits>

namespace tessera::test {

namespace {

// The smallest one that is no less in magnitude: exact where the value is one.
Half halfFrom(double value)
{
    constexpr std::uint16_t infinity = 0x7C00;
    constexpr std::uint16_t sign = 0x8000;
    if (std::isnan(value))
        return Half{infinity + 1};
    std::uint16_t bits = 0;
    while (bits < infinity && static_cast<double>(Half{bits}) < std::abs(value))
        ++bits;
    return Half{static_cast<std::uint16_t>(value < 0 ? bits | sign : bits)};
}

template <class Sample> Sample sampleOf(double value)
{
    if constexpr (std::is_same_v<Sample, Half>)
        return halfFrom(value);
    else
        return static_cast<Sample>(value);
}

AlignedBuffer bytesOf(const std::vector<double>& values, ElementType type)
{
    AlignedBuffer bytes(values.size() * elementSize(type));
    withElementType(type, [&]<class Sample>(Sample) {
        std::ranges::transform(values, bytes.as<Sample>().begin(), sampleOf<Sample>);
    });
    return bytes;
}

double unitOf(ElementType type)
{
    constexpr double narrow = 255;
    constexpr double wide = 65535;
    if (type == ElementType::UInt8)
        return narrow;
    return type == ElementType::UInt16 ? wide : 1;
}

} // namespace

ArrayPtr memoryArray(const MemoryArraySpec& spec)
{
    auto array = std::make_shared<OpenedArray>();
    array->info.path = "memory";
    array->info.dataset = "array";
    array->info.shape = spec.shape;
    array->info.type = spec.type;
    array->info.unit = unitOf(spec.type);
    array->info.storedType = elementName(spec.type);
    array->info.storage = "memory";
    array->info.chunk = spec.chunk;
    array->info.hints = spec.hints;
    const bool isInteger = spec.type == ElementType::UInt8 || spec.type == ElementType::UInt16;
    array->reader = std::make_shared<MemoryArray>(bytesOf(spec.values, spec.type),
        MemoryLayout{.shape = {spec.shape.begin(), spec.shape.end()},
            .strides = {},
            .number = {isInteger ? NumberKind::Unsigned : NumberKind::Float,
                static_cast<std::uint8_t>(elementSize(spec.type))}},
        array->info.path);
    array->mostAtOnce = megabytes(64);
    return array;
}

std::vector<double> valuesFor(const std::vector<std::uint64_t>& shape)
{
    const auto count =
        std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
    constexpr std::uint64_t step = 2654435761;
    constexpr unsigned shift = 7;
    constexpr std::uint64_t levels = 17;
    std::vector<double> values(count);
    for (std::uint64_t index = 0; index < count; ++index)
        values[index] = static_cast<double>((index * step >> shift) % levels) / (levels - 1);
    return values;
}

} // namespace tessera::test
