// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/read_scratch.h"
#include "core/source/volume_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

// One number a dimension of an array, slowest first, or a distance between samples, in samples.
using Extents = std::vector<std::int64_t>;

// Some samples of an array: along each dimension `count` of them from `start`, every `step`th.
struct ArraySlab {
    Extents start;
    Extents count;
    Extents step;

    std::int64_t samples() const;
};

// Samples of a slab as they are delivered: the one at a position is at the sum of position times
// stride, along all dimensions.
struct SlabSamples {
    const std::byte* data = nullptr; // into the scratch, or into memory of `owner`
    Extents strides;
    std::shared_ptr<const void> owner = nullptr;
};

// Reads slabs of one array, whatever it is stored in.
// Threads: read() by any, each with a scratch of its own.
class SlabReader {
public:
    SlabReader() = default;
    SlabReader(const SlabReader&) = delete;
    SlabReader& operator=(const SlabReader&) = delete;
    virtual ~SlabReader() = default;

    // The slab lies inside the array and is not empty.
    virtual Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const = 0;

    // As that of VolumeSource, for the samples of a slab inside the array.
    virtual bool holdsNothing(const ArraySlab& /*slab*/) const { return false; }

    virtual void release() = 0; // as that of VolumeSource
};

ArraySlab slabOf(const VolumeInfo& info, const SourceRegion& region);
SampleView viewOf(const VolumeInfo& info, const SourceRegion& region, const SlabSamples& samples);

// Strides of samples that lie side by side, the last dimension fastest.
Extents denseStrides(const Extents& count);

} // namespace tessera
