// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/grid/axes.h"
#include "core/grid/region.h"
#include "core/grid/sample_view.h"
#include "core/source/array_info.h"
#include "core/source/meaning.h"
#include "core/source/read_scratch.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// What is known of an array, and what it means. All plain values.
struct VolumeInfo : ArrayInfo {
    // How it is read: one entry a dimension of `shape`. Where another plane than XY is shown these
    // are turned (see turnedTo); the true ones are those of `meaning`.
    Axes axes;
    PlaneAxes planeAxes = PlaneAxes::XY;
    Meaning meaning; // of an image: axes and their reason only
    std::vector<std::string> classNames; // may be empty, else one a class

    PlaneShape plane;
    std::int64_t classes = 1; // extent of the class axis (for an image: channels), as delivered
    std::int64_t zCount = 1; // along what is called Z in `axes`
    std::int64_t tCount = 1;
    // What is called Time in `axes` is a batch: the array has no time, but several of these.
    bool isTimeBatch = false;
    // Delivered samples are results, not numbers of the file: a float32 is kept of the best one.
    bool isComputed = false;
    // A read of some classes costs as much as one of all.
    bool needsAllClasses = false;

    std::int64_t chunkExtent(Axis axis) const // 0 where not chunked or no such axis
    {
        const auto dimension = axes.dimensionOf(axis);
        return chunk.empty() || !dimension ? 0 : static_cast<std::int64_t>(chunk[*dimension]);
    }
    std::int64_t classCount(ClassRange range) const // of those there are
    {
        return std::min(range.end, classes) - range.first;
    }
    ByteCount sampleBytes() const // one pixel, all classes
    {
        return {static_cast<std::uint64_t>(classes) * elementSize(type)};
    }
};

struct Samples {
    SampleView view; // into `scratch`, into memory of the source, or into that of `owner`
    ByteCount bytesRead; // of samples, as decoded
    std::shared_ptr<const void> owner = nullptr; // keeps what `view` shows while it is looked at
};

// One array that can be read plane region by plane region.
// Threads: every member may be called from any thread, by several at once.
class VolumeSource {
public:
    VolumeSource() = default;
    VolumeSource(const VolumeSource&) = delete;
    VolumeSource& operator=(const VolumeSource&) = delete;
    virtual ~VolumeSource() = default;

    virtual const VolumeInfo& info() const = 0;

    // The region lies inside the plane (a caller's mistake otherwise); class 0 of the view is the
    // first of the region. Reuses `scratch`, growing it.
    virtual Result<Samples> read(
        const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const = 0;

    // Whether surely nothing was ever written there, so that all of it is one and the same fill
    // value; false where that is not known. The region lies inside the plane. Much cheaper than
    // reading it, but may ask the file's guide: for workers.
    virtual bool holdsNothing(const SourceRegion& /*region*/) const { return false; }

    // Lets go of the file, before it is opened again: a library may share what it knows of a file
    // among all that have it open, and never notice that it was written anew. Reads fail after it.
    virtual void release() const { }
};

} // namespace tessera
