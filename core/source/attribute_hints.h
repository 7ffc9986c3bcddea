// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/file_guide.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tessera {

// What the attributes of an array and of the groups that it lies in, and its name, say of its
// meaning, by the conventions of those who write such files: ilastik (`axistags`, `drange`), h5py
// and netCDF (dimension labels and scales), NeXus, OME-NGFF, N5, BigDataViewer, MATLAB, HDF5 images
// and plain lists. Nothing is believed: whatever the attributes hold, this only reads them.
// Threads: any.
ArrayHints hintsOf(const ArrayFacts& facts);

// What a name says that BigDataViewer gives: "/t00012/s03/1/cells".
struct BdvName {
    std::string setup; // "s03"
    std::size_t level = 0;
};
std::optional<BdvName> bdvName(std::string_view path);

} // namespace tessera
