// SPDX-License-Identifier: MIT
#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_value.h"

#include <algorithm>

namespace tessera::scalar {

namespace {

template <class F> void withCodes(bool wideCodes, F&& f)
{
    if (wideCodes)
        f(std::uint16_t{});
    else
        f(std::uint8_t{});
}

template <class Sample, class Code>
void mergeRow(
    const SampleView& part, std::int64_t row, std::int64_t firstClass, const ClassTarget& state)
{
    const Sample* samples = part.row<Sample>(row);
    Code* codes = reinterpret_cast<Code*>(state.codes) + row * state.rowStride;
    Sample* numbers = reinterpret_cast<Sample*>(state.numbers) + row * state.rowStride;
    constexpr Code notANumber = specialCode<Code>(SpecialCode::NotANumber);
    constexpr Code none = specialCode<Code>(SpecialCode::None);
    if (firstClass == 0) {
        std::fill_n(codes, part.columns, notANumber);
        std::fill_n(numbers, part.columns, Sample{});
    }
    for (std::int64_t index = 0; index < part.classes; ++index) {
        const Sample* sample = samples + index * part.classStride;
        const auto code = static_cast<Code>(firstClass + index);
        for (std::int64_t column = 0; column < part.columns; ++column) {
            const Sample value = *sample;
            const bool isBetter = value > numbers[column];
            const bool isFirstNumber = codes[column] == notANumber && !isNan(value);
            codes[column] = isBetter ? code : isFirstNumber ? none : codes[column];
            numbers[column] = isBetter ? value : numbers[column];
            sample += part.columnStride;
        }
    }
}

} // namespace

void mergeClasses(const SampleView& part, std::int64_t firstClass, const ClassTarget& state)
{
    withElementType(part.type, [&]<class Sample>(Sample) {
        withCodes(state.wideCodes, [&]<class Code>(Code) {
            for (std::int64_t row = 0; row < part.rows; ++row)
                mergeRow<Sample, Code>(part, row, firstClass, state);
        });
    });
}

ReduceCounts countMerged(const ClassTarget& state, std::int64_t rows, std::int64_t columns)
{
    ReduceCounts counts;
    withElementType(state.numberType, [&]<class Sample>(Sample) {
        withCodes(state.wideCodes, [&]<class Code>(Code) {
            for (std::int64_t row = 0; row < rows; ++row) {
                const ClassTarget line = state.shifted(row, 0);
                const auto* codes = reinterpret_cast<const Code*>(line.codes);
                const auto* numbers = reinterpret_cast<const Sample*>(line.numbers);
                constexpr Code notANumber = specialCode<Code>(SpecialCode::NotANumber);
                for (std::int64_t column = 0; column < columns; ++column) {
                    counts.notANumber += codes[column] == notANumber ? 1 : 0;
                    counts.clamped += isAboveOne(numbers[column]) ? 1 : 0;
                }
            }
        });
    });
    return counts;
}

} // namespace tessera::scalar
