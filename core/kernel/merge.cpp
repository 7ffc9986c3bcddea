// SPDX-License-Identifier: MIT
#include "core/kernel/merge.h"

#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_value.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace tessera {

void mergeClasses(const SampleView& part, std::int64_t firstClass, const ClassTarget& state)
{
    assert(state.numberType == part.type);
    assert(firstClass >= 0 && firstClass + part.classes <= maxClasses);
    activeKernel().merge(part, firstClass, state);
}

ReduceCounts countMerged(const ClassTarget& state, std::int64_t rows, std::int64_t columns)
{
    return activeKernel().countMerged(state, rows, columns);
}

void keepMerged(
    const ClassTarget& state, std::int64_t rows, std::int64_t columns, const ClassTarget& target)
{
    assert(state.wideCodes == target.wideCodes);
    const auto codeBytes = static_cast<std::size_t>(columns) * (state.wideCodes ? 2 : 1);
    for (std::int64_t row = 0; row < rows; ++row) {
        const ClassTarget from = state.shifted(row, 0);
        const ClassTarget to = target.shifted(row, 0);
        std::memcpy(to.codes, from.codes, codeBytes);
        withElementType(state.numberType, [&]<class Sample>(Sample) {
            const auto* numbers = reinterpret_cast<const Sample*>(from.numbers);
            if (state.numberType == target.numberType) {
                std::copy_n(numbers, columns, reinterpret_cast<Sample*>(to.numbers));
                return;
            }
            assert(target.numberType == ElementType::Float32);
            std::transform(numbers, numbers + columns, reinterpret_cast<float*>(to.numbers),
                [](Sample number) { return static_cast<float>(toProbability(number)); });
        });
    }
}

} // namespace tessera
