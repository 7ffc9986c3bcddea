// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/file_level.h"
#include "core/source/opened_array.h"
#include "core/source/reading_wish.h"
#include "core/source/volume_source.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

// A file and, after "::", a dataset in it: "tissue.h5::/probabilities".
struct VolumeLocation {
    std::filesystem::path path;
    std::string dataset;

    friend bool operator==(const VolumeLocation&, const VolumeLocation&) = default;
};
VolumeLocation parseLocation(std::string_view text);
std::string toText(const VolumeLocation& location);

struct OpenedVolume {
    std::shared_ptr<const VolumeSource> probabilities; // never null
    std::shared_ptr<const VolumeSource> image; // null where none of the same extents was found
    // What the two are made of, to read them otherwise; null where a test made the sources.
    ArrayPtr array = nullptr;
    ArrayPtr imageArray = nullptr;
    Axes imageAxes = {};
    ReadingWish wish = {}; // what was asked for; what it leaves open is by evidence
    // Coarser levels that the file declares, looked for where a plane is large, the finest first;
    // and what they are made of.
    // GCC wants the initialisers where a caller leaves them out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::vector<FileLevel> levels = {};
    std::vector<ArrayLevel> levelArrays = {};
    // NOLINTEND(readability-redundant-member-init)
};

struct DatasetEntry {
    std::string path;
    std::vector<std::uint64_t> shape;
    std::string storedType;
    bool suitable = false; // can be shown as probabilities
    std::string reason; // why not, where it is not
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::string storage = {}; // "chunked 64×64×4, deflate"; empty where it is not known
    // Where the path is a second name or a link, what it leads to: "/run1/p", "other.h5::/p".
    std::string target = {};
    // NOLINTEND(readability-redundant-member-init)
    int likelihood = 0; // how well name, type and shape fit probabilities, among suitable ones
};

class ChunkCache;
class GuideMaker;

// What a source may hold for itself.
struct OpenLimits {
    // Without a cache to share, a source that needs one makes its own. Implicit, because most
    // callers have a limit and no cache.
    // NOLINTNEXTLINE(google-explicit-constructor)
    OpenLimits(ByteCount memoryLimit, std::shared_ptr<ChunkCache> shared = nullptr)
        : memory(memoryLimit)
        , chunks(std::move(shared))
    {
    }

    ByteCount memory; // of one chunk
    std::shared_ptr<ChunkCache> chunks; // where decoded chunks are kept; may be null
    std::shared_ptr<GuideMaker> guides = nullptr; // null: the standard one
    // Whether the files that one refers to may lie outside its folder.
    bool linkedFilesAnywhere = false;
    ReadingWish reading = {};
    // The file, or "FILE::/dataset", of the raw image that somebody picked: then it must be one.
    // Empty: one is looked for, in the file and beside it.
    std::filesystem::path image;
};

// From 0 to 1, called from the opening thread at most every few milliseconds.
using OpenProgress = std::function<void(double)>;

// Opens the volume at `location`; picks the format by content and the dataset by the rules of
// the user manual. Error code Ambiguous: ask which of listDatasets() is meant.
// Threads: any; blocks while it reads.
Result<OpenedVolume> openVolume(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress = {}, const std::stop_token& stop = {});

// The same arrays, read in another way: nothing is opened again. Reads a few samples where the wish
// leaves something open and differs in more than the plane. Errors: BadArgument, Unsupported; those
// of reading. Threads: any.
Result<OpenedVolume> readOtherwise(
    const OpenedVolume& volume, const ReadingWish& wish, const std::stop_token& stop = {});

// The same volume over another raw image, which is looked for in that file: as the image of
// OpenLimits. Threads: any; blocks while it reads.
Result<OpenedVolume> withImage(const OpenedVolume& volume, const VolumeLocation& image,
    const OpenLimits& limits, const std::stop_token& stop = {});

// What a file of several arrays holds, in the file's order of names. Empty for formats without
// datasets. Threads: any; blocks while it reads.
Result<std::vector<DatasetEntry>> listDatasets(const std::filesystem::path& path,
    const OpenLimits& limits = ByteCount{}, const std::stop_token& stop = {});

} // namespace tessera
