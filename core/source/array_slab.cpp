// SPDX-License-Identifier: MIT
#include "core/source/array_slab.h"

#include <functional>
#include <numeric>

namespace tessera {

std::int64_t ArraySlab::samples() const
{
    return std::accumulate(count.begin(), count.end(), std::int64_t{1}, std::multiplies<>());
}

ArraySlab slabOf(const VolumeInfo& info, const SourceRegion& region)
{
    ArraySlab slab;
    const auto rank = info.axes.order.size();
    slab.start.reserve(rank);
    slab.count.reserve(rank);
    slab.step.reserve(rank);
    const auto add = [&](std::int64_t start, std::int64_t count, std::int64_t step) {
        slab.start.push_back(start);
        slab.count.push_back(count);
        slab.step.push_back(step);
    };
    for (const Axis axis : info.axes.order) {
        switch (axis) {
        case Axis::Time:
            add(region.plane.t, 1, 1);
            break;
        case Axis::Z:
            add(region.plane.z, 1, 1);
            break;
        case Axis::Y:
            add(region.row, region.rows, region.rowStep);
            break;
        case Axis::X:
            add(region.column, region.columns, 1);
            break;
        case Axis::Class:
            add(region.classes.first, info.classCount(region.classes), 1);
            break;
        case Axis::Batch:
            add(0, 1, 1);
            break;
        }
    }
    return slab;
}

SampleView viewOf(const VolumeInfo& info, const SourceRegion& region, const SlabSamples& samples)
{
    const auto strideOf = [&](Axis axis) {
        const auto dimension = info.axes.dimensionOf(axis);
        return dimension ? samples.strides[*dimension] : 0;
    };
    return {info.type, samples.data, region.rows, region.columns, info.classCount(region.classes),
        strideOf(Axis::Y), strideOf(Axis::X), strideOf(Axis::Class)};
}

Extents denseStrides(const Extents& count)
{
    Extents strides(count.size(), 1);
    for (std::size_t dimension = count.size(); dimension > 1; --dimension)
        strides[dimension - 2] = strides[dimension - 1] * count[dimension - 1];
    return strides;
}

} // namespace tessera
