// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/grid/axes.h"
#include "core/grid/region.h"
#include "core/grid/sample_view.h"
#include "core/source/read_scratch.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// Tells one state of a file from another; a source belongs to the state it was opened on.
struct FileVersion {
    std::uint64_t bytes = 0;
    std::int64_t modifiedNs = 0;
    std::uint64_t device = 0; // with `inode`: which file it is, whatever its name
    std::uint64_t inode = 0;

    bool isOfSameFile(const FileVersion& other) const
    {
        return device == other.device && inode == other.inode;
    }
    friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

// What is known of an array without reading its samples. All plain values.
struct VolumeInfo {
    std::filesystem::path path; // the file, or the folder of a CSV volume
    std::string dataset; // path inside the file; empty where the format has none
    FileVersion version;
    std::vector<std::uint64_t> shape; // as stored, slowest dimension first
    Axes axes; // one entry a dimension of `shape`
    std::string axesReason; // why these axes, a sentence for a person
    ElementType type = ElementType::Float32; // as delivered by read()
    std::string storedType; // as stored, for a person: "float64, big-endian"
    std::string storage; // "contiguous", "chunked 128×128×4, deflate, shuffle", "4 text files"
    std::vector<std::uint64_t> chunk; // like `shape`; empty where the array is not chunked
    std::vector<std::string> classNames; // as the file gives them; may be empty
    // What a person should know of it, each a sentence: a file that it refers to is missing.
    std::vector<std::string> warnings;

    PlaneShape plane;
    std::int64_t classes = 1; // extent of the class axis (for an image: channels)
    std::int64_t zCount = 1;
    std::int64_t tCount = 1;

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

    // Lets go of the file, before it is opened again: a library may share what it knows of a file
    // among all that have it open, and never notice that it was written anew. Reads fail after it.
    virtual void release() const { }
};

} // namespace tessera
