// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace tessera {

class VolumeFile;

// The image that probabilities were computed from, found to lie beneath them.
struct RawImage {
    ArrayPtr array; // never null
    Axes axes;
};

// Files beside a volume that may hold its image, by name, the likeliest first; they are there, and
// nothing else is known of them. "cells.png", "cells.tif" … of "cells_Probabilities.h5";
// "cells_0000.tif" and "cells.tif" … of "cells.npz". Asks the system for a few names.
// Threads: any.
std::vector<std::filesystem::path> rawImagesBeside(const std::filesystem::path& volume);

// That array of an open file. Errors: those of opening; Unsupported where the extents are others.
// Threads: any; blocks while it reads.
Result<RawImage> rawImageIn(VolumeFile& file, const VolumeLocation& image, const VolumeInfo& volume,
    const OpenProgress& progress, const std::stop_token& stop);

// The image in a file of any format that is read: the dataset that is named, else the first of the
// volume's extents. What can only be decoded as a whole is decoded when it is looked at. Errors:
// those of opening; Unsupported where the extents are others. Threads: any; blocks while it reads.
Result<RawImage> openRawImage(const VolumeLocation& image, const VolumeInfo& volume,
    const OpenLimits& limits, const std::stop_token& stop);

// The first of the files beside the volume that holds an image of its extents. It is a help, not a
// need: one that cannot be read is as good as none. Pictures that this program has drawn are passed
// over: they are of the same extents, and mostly the volume itself. Threads: any; blocks while it
// reads.
std::optional<RawImage> findRawImage(
    const VolumeInfo& volume, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
