// SPDX-License-Identifier: MIT
#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_value.h"

#include <cassert>
#include <type_traits>

namespace tessera::scalar {

namespace {

template <class Sample> bool allNan(const Sample* pixel, std::int64_t classes, std::int64_t stride)
{
    for (std::int64_t index = 0; index < classes; ++index)
        if (!isNan(pixel[index * stride]))
            return false;
    return true;
}

template <class Number, class Sample> Number keptNumber(Sample best)
{
    if constexpr (std::is_same_v<Number, Sample>)
        return best;
    else
        return static_cast<Number>(toProbability(best));
}

template <class Sample> struct Winner {
    Sample best{};
    std::int64_t index = -1; // none is above 0
};

// The definition: the first of equals wins, NaN never does.
template <class Sample>
Winner<Sample> walk(const Sample* pixel, std::int64_t classes, std::int64_t stride)
{
    Winner<Sample> winner;
    for (std::int64_t index = 0; index < classes; ++index) {
        const Sample value = pixel[index * stride];
        const bool isBetter = value > winner.best;
        winner.best = isBetter ? value : winner.best;
        winner.index = isBetter ? index : winner.index;
    }
    return winner;
}

// The same for few classes side by side, without a branch that depends on the data: the largest
// value first, then how many classes stand before the first that has it.
template <int classes, class Sample> Winner<Sample> walkFixed(const Sample* pixel)
{
    Sample best{};
    for (int index = 0; index < classes; ++index)
        best = pixel[index] > best ? pixel[index] : best;
    int before = 0;
    int isBefore = 1;
    for (int index = 0; index + 1 < classes; ++index) {
        isBefore &= static_cast<int>(pixel[index] != best);
        before += isBefore;
    }
    return {best, best > Sample{} ? before : -1};
}

// Of two classes GCC branches on the data in either form above, unless the index is mixed by
// arithmetic.
template <class Sample> Winner<Sample> walkTwo(const Sample* pixel)
{
    const Sample first = pixel[0] > Sample{} ? pixel[0] : Sample{};
    const int isSecond = static_cast<int>(pixel[1] > first);
    const Sample best = pixel[1] > first ? pixel[1] : first;
    const int none = -static_cast<int>(!(best > Sample{})); // all bits or no bit
    return {best, isSecond | none};
}

// `fixedClasses` > 0: the class count is known at compile time and classes lie side by side.
template <class Sample, class Code, class Number, int fixedClasses>
void reduceRow(
    const SampleView& samples, std::int64_t row, const ClassTarget& target, ReduceCounts& counts)
{
    const Sample* pixel = samples.row<Sample>(row);
    Code* codes = reinterpret_cast<Code*>(target.codes) + row * target.rowStride;
    Number* numbers = reinterpret_cast<Number*>(target.numbers) + row * target.rowStride;
    for (std::int64_t column = 0; column < samples.columns; ++column) {
        Winner<Sample> winner;
        if constexpr (fixedClasses == 2 && !std::is_integral_v<Sample>)
            winner = walkTwo(pixel);
        else if constexpr (fixedClasses > 0)
            winner = walkFixed<fixedClasses>(pixel);
        else
            winner = walk(pixel, samples.classes, samples.classStride);
        Code code = static_cast<Code>(winner.index);
        if (winner.index < 0) [[unlikely]] {
            const bool isNothing = allNan(pixel, samples.classes, samples.classStride);
            code = specialCode<Code>(isNothing ? SpecialCode::NotANumber : SpecialCode::None);
            counts.notANumber += isNothing ? 1 : 0;
        }
        counts.clamped += isAboveOne(winner.best) ? 1 : 0;
        codes[column] = code;
        numbers[column] = keptNumber<Number>(winner.best);
        pixel += samples.columnStride;
    }
}

template <class Sample, class Code, class Number> auto rowFunction(const SampleView& samples)
{
    if (samples.classStride == 1 || samples.classes == 1) {
        switch (samples.classes) {
        case 2:
            return &reduceRow<Sample, Code, Number, 2>;
        case 3:
            return &reduceRow<Sample, Code, Number, 3>;
        case 4:
            return &reduceRow<Sample, Code, Number, 4>;
        default:
            break;
        }
    }
    return &reduceRow<Sample, Code, Number, 0>;
}

template <class Sample, class Code, class Number>
void reduceRows(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    const auto reduceOne = rowFunction<Sample, Code, Number>(samples);
    for (std::int64_t row = 0; row < samples.rows; ++row)
        reduceOne(samples, row, target, counts);
}

template <class Sample, class Code>
void reduceTyped(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    if (target.numberType == samples.type)
        reduceRows<Sample, Code, Sample>(samples, target, counts);
    else
        reduceRows<Sample, Code, float>(samples, target, counts);
}

} // namespace

void reduceClasses(const SampleView& samples, const ClassTarget& target, ReduceCounts& counts)
{
    withElementType(samples.type, [&]<class Sample>(Sample) {
        if (target.wideCodes)
            reduceTyped<Sample, std::uint16_t>(samples, target, counts);
        else
            reduceTyped<Sample, std::uint8_t>(samples, target, counts);
    });
}

} // namespace tessera::scalar
