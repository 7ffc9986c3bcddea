// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/file_level.h"
#include "core/source/open_source.h"
#include "core/source/opened_array.h"
#include "core/source/positioned_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What an array is opened for: numbers of probabilities are divided by their type's maximum,
// those of an image are not.
enum class ArrayUse : std::uint8_t { Probabilities, Image };

// One open file (or folder) of one format, which holds one array or several.
// Threads: every member may be called from any thread; they block while they read. May throw
// std::bad_alloc.
class VolumeFile {
public:
    VolumeFile() = default;
    VolumeFile(const VolumeFile&) = delete;
    VolumeFile& operator=(const VolumeFile&) = delete;
    virtual ~VolumeFile() = default;

    // All arrays, in the file's order of names. Empty where the format holds one without a name.
    virtual Result<std::vector<DatasetEntry>> list(const std::stop_token& stop) = 0;

    // `dataset`: as list() calls it; empty: the rules are to choose. The array need not be one that
    // can be shown. Errors: Ambiguous where the rules cannot choose, NotFound, Malformed …
    virtual Result<ArrayPtr> open(const std::string& dataset, ArrayUse use,
        const OpenProgress& progress, const std::stop_token& stop) = 0;

    // Names of arrays under which the image of that dataset may be found here, the likeliest first;
    // they need not exist.
    virtual std::vector<std::string> imagesOf(const std::string& /*dataset*/) { return {}; }

    // Coarser copies of an array of this file that it declares, the finest first; none of them is
    // read.
    virtual std::vector<ArrayLevel> levelsOf(
        const OpenedArray& /*array*/, const std::stop_token& /*stop*/)
    {
        return {};
    }
};

// What is looked at to tell a format: an open file and its first bytes, or a folder.
struct FileStart {
    std::filesystem::path path;
    std::shared_ptr<const PositionedFile> file; // null for a folder
    std::span<const std::byte> bytes; // the first of the file, up to firstBytes of them

    static constexpr std::size_t firstBytes = 512;
};

// A format that Tessera reads. One row of the table in open_source.cpp.
struct VolumeFormat {
    std::string_view name; // "HDF5"
    // By content where it has a signature; what only has a name comes last in the table. Errors:
    // those of reading.
    Result<bool> (*recognises)(const FileStart& start) = nullptr;
    Result<std::unique_ptr<VolumeFile>> (*open)(
        const FileStart& start, const OpenLimits& limits, const std::stop_token& stop) = nullptr;
};

// Opens the file or folder with the first format that recognises it. The file is open once, for all
// that is asked of it: what is put in the place of its name meanwhile is never mixed with it.
// Errors: WrongFormat where none does. Threads: any.
Result<std::unique_ptr<VolumeFile>> openVolumeFile(
    const std::filesystem::path& path, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
