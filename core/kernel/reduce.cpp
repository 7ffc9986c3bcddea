// SPDX-License-Identifier: MIT
#include "core/kernel/reduce.h"

#include "core/kernel/kernel_table.h"

#include <cassert>
#include <type_traits>

namespace tessera {

namespace {

template <class Value, class Sample> Value keptValue(Sample sample)
{
    if constexpr (std::is_integral_v<Value> && std::is_floating_point_v<Sample>)
        return static_cast<Value>(sample > 0 ? sample + Sample{0.5F} : Sample{0});
    else
        return static_cast<Value>(sample);
}

template <class Sample, class Value>
void copyRow(const SampleView& samples, std::int64_t row, const ValueTarget& target)
{
    const Sample* pixel = samples.row<Sample>(row);
    Value* out = reinterpret_cast<Value*>(target.values) + row * target.rowStride * target.channels;
    for (std::int64_t column = 0; column < samples.columns; ++column) {
        for (std::int64_t channel = 0; channel < samples.classes; ++channel)
            *out++ = keptValue<Value>(pixel[channel * samples.classStride]);
        pixel += samples.columnStride;
    }
}

} // namespace

void reduceClasses(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    assert(samples.classes >= 1 && samples.classes <= maxClasses);
    assert(target.wideCodes || !needsWideCodes(samples.classes));
    assert(target.numberType == samples.type || target.numberType == ElementType::Float32);
    activeKernel().reduce(samples, target, counts);
}

void copyValues(const SampleView& samples, const ValueTarget& target)
{
    assert(target.channels == samples.classes);
    assert(target.numberType == samples.type || target.numberType == ElementType::Float32
        || samples.type == ElementType::Float64);
    withElementType(samples.type, [&]<class Sample>(Sample) {
        for (std::int64_t row = 0; row < samples.rows; ++row) {
            if (target.numberType == samples.type)
                copyRow<Sample, Sample>(samples, row, target);
            else if (target.numberType == ElementType::UInt8)
                copyRow<double, std::uint8_t>(samples, row, target);
            else if (target.numberType == ElementType::UInt16)
                copyRow<double, std::uint16_t>(samples, row, target);
            else
                copyRow<Sample, float>(samples, row, target);
        }
    });
}

} // namespace tessera
