// SPDX-License-Identifier: MIT
#include "tests/support/memory_array.h"

#include <cmath>
#include <cstring>
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

class MemoryReader final : public SlabReader {
public:
    MemoryReader(ElementType type, const std::vector<std::uint64_t>& shape,
        const std::vector<double>& values)
        : m_type(type)
        , m_shape(shape.begin(), shape.end())
        , m_bytes(values.size() * elementSize(type))
    {
        withElementType(type, [&]<class Sample>(Sample) {
            std::byte* target = m_bytes.data();
            for (const double value : values) {
                const auto sample = sampleOf<Sample>(value);
                std::memcpy(target, &sample, sizeof sample);
                target += sizeof sample;
            }
        });
    }

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override
    {
        if (stop.stop_requested())
            return cancelled();
        const std::size_t size = elementSize(m_type);
        const Extents strides = denseStrides(m_shape);
        std::byte* const target =
            scratch.samples.reserve(static_cast<std::size_t>(slab.samples()) * size);
        for (std::int64_t sample = 0; sample < slab.samples(); ++sample) {
            std::int64_t at = 0;
            std::int64_t rest = sample;
            for (std::size_t dimension = m_shape.size(); dimension-- > 0;) {
                const std::int64_t step = rest % slab.count[dimension] * slab.step[dimension];
                at += (slab.start[dimension] + step) * strides[dimension];
                rest /= slab.count[dimension];
            }
            std::memcpy(target + static_cast<std::size_t>(sample) * size,
                m_bytes.data() + static_cast<std::size_t>(at) * size, size);
        }
        return SlabSamples{target, denseStrides(slab.count)};
    }

    void release() override { }

private:
    ElementType m_type;
    Extents m_shape;
    std::vector<std::byte> m_bytes;
};

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
    array->reader = std::make_shared<MemoryReader>(spec.type, spec.shape, spec.values);
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
