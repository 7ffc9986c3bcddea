// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/axis_guess.h"
#include "core/source/default_dataset.h"
#include "core/source/hdf5_guard.h"
#include "core/source/volume_source.h"

#include <H5Cpp.h>

#include <filesystem>

namespace tessera {

// An open HDF5 file and what bounds the work on it.
struct Hdf5Place {
    H5::H5File file;
    std::filesystem::path path;
    FileVersion version;
    ByteCount memoryLimit; // of a single chunk
};

// A dataset that was checked and can be read.
struct Hdf5Array {
    VolumeInfo info;
    H5::DataSet dataset;
};

// Checks what `array` claims (`axes`: one a dimension) and opens it with a
// chunk cache that suits reading planes in bands.
// Errors: Malformed, Unsupported, TooLarge. May throw H5::Exception.
Result<Hdf5Array> openArray(const Hdf5Guard& guard, const Hdf5Place& place,
    const StoredArray& array, const AxisGuess& axes);

} // namespace tessera
