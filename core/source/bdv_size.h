// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/attribute_hints.h"
#include "core/source/file_guide.h"

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace tessera {

// What BigDataViewer's XML text says of the voxels of a setup ("s03"), along x, y and z; empty
// where it says nothing of them, or is no such text. Threads: any.
SpacingClaim bdvVoxelSize(std::string_view xml, std::string_view setup);

// The same for an array of a file: from the XML file beside it ("cells.xml" of "cells.h5"), times
// what the file says of the array's level. Of the XML no more than its first MB is read, which
// begins with the setups. Threads: any; blocks while it reads. May throw std::bad_alloc.
SpacingClaim bdvSpacing(const std::filesystem::path& file, const BdvName& array, FileGuide& guide,
    const std::stop_token& stop);

} // namespace tessera
