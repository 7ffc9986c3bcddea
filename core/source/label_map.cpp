// SPDX-License-Identifier: MIT
#include "core/source/label_map.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace tessera {

namespace {

constexpr std::int64_t rowsLookedAt = 16;

// Some rows in the middle of the middle slice.
ArraySlab middleOf(const ArrayInfo& info)
{
    ArraySlab slab;
    for (const auto extent : info.shape)
        slab.start.push_back(static_cast<std::int64_t>(extent / 2));
    slab.count.assign(info.shape.size(), 1);
    slab.step.assign(info.shape.size(), 1);
    const auto column = info.shape.size() - 1;
    const auto row = column - 1;
    const auto rows = static_cast<std::int64_t>(info.shape[row]);
    slab.count[row] = std::min(rows, rowsLookedAt);
    slab.start[row] = (rows - slab.count[row]) / 2;
    slab.count[column] = static_cast<std::int64_t>(info.shape[column]);
    slab.start[column] = 0;
    return slab;
}

} // namespace

bool isLabelMap(const OpenedArray& image, std::int64_t classes, const std::stop_token& stop)
{
    constexpr std::size_t flat = 2;
    if (image.info.shape.size() < flat)
        return false;
    const auto slab = middleOf(image.info);
    ReadScratch scratch;
    const auto samples = image.reader->read(slab, scratch, stop);
    if (!samples)
        return false;
    const auto row = slab.count.size() - flat;
    bool areClasses = true;
    withElementType(image.info.type, [&]<class Sample>(Sample) {
        if constexpr (std::is_unsigned_v<Sample>) {
            const auto* const first = reinterpret_cast<const Sample*>(samples->data);
            for (std::int64_t y = 0; y < slab.count[row]; ++y)
                for (std::int64_t x = 0; x < slab.count[row + 1]; ++x) {
                    const Sample value =
                        first[y * samples->strides[row] + x * samples->strides[row + 1]];
                    areClasses = areClasses && static_cast<std::int64_t>(value) < classes;
                }
        } else {
            areClasses = false;
        }
    });
    return areClasses;
}

} // namespace tessera
