// SPDX-License-Identifier: MIT
#include "core/kernel/kernel_table.h"
#include "core/kernel/sample_number.h"

namespace tessera::scalar {

namespace {

// `fixedClasses` > 0: the class count is known at compile time and pixels lie side by side.
template <class Sample, bool scaled, int fixedClasses>
void sumSome(const SampleView& band, std::int64_t pairs, double* out)
{
    const std::int64_t classes = fixedClasses > 0 ? fixedClasses : band.classes;
    const std::int64_t columnStride = fixedClasses > 0 ? fixedClasses : band.columnStride;
    const std::int64_t classStride = fixedClasses > 0 ? 1 : band.classStride;
    const Sample* upper = band.row<Sample>(0);
    const Sample* lower = band.row<Sample>(1);
    for (std::int64_t pair = 0; pair < pairs; ++pair) {
        for (std::int64_t index = 0; index < classes; ++index) {
            const std::int64_t west = 2 * pair * columnStride + index * classStride;
            const std::int64_t east = west + columnStride;
            out[pair * classes + index] =
                (asDouble<scaled>(upper[west]) + asDouble<scaled>(upper[east]))
                + (asDouble<scaled>(lower[west]) + asDouble<scaled>(lower[east]));
        }
    }
}

template <class Sample, bool scaled>
void sumAllPairs(const SampleView& band, std::int64_t pairs, double* out)
{
    const bool isPacked = band.classStride == 1 && band.columnStride == band.classes;
    if (isPacked && band.classes == 2)
        sumSome<Sample, scaled, 2>(band, pairs, out);
    else if (isPacked && band.classes == 3)
        sumSome<Sample, scaled, 3>(band, pairs, out);
    else if (isPacked && band.classes == 4)
        sumSome<Sample, scaled, 4>(band, pairs, out);
    else
        sumSome<Sample, scaled, 0>(band, pairs, out);
}

} // namespace

void sumPairs(const SampleView& rows, std::int64_t pairs, bool scaled, double* out)
{
    withScaling(rows.type, scaled,
        [&]<class Sample, bool isScaled>() { sumAllPairs<Sample, isScaled>(rows, pairs, out); });
}

} // namespace tessera::scalar
