// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/describe/hdf5_guard.h"
#include "core/source/axis_guess.h"
#include "core/source/default_dataset.h"
#include "core/source/open_source.h"
#include "core/source/volume_source.h"

#include <H5Cpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tessera {

// An open HDF5 file and what may be held of it.
struct Hdf5Place {
    H5::H5File file;
    std::filesystem::path path;
    FileVersion version;
    OpenLimits limits;
};

enum class ArrayUse : std::uint8_t { Probabilities, Image };

// Checks what `array` claims (`axes`: one a dimension) and opens it.
// Errors: Malformed, Unsupported, TooLarge. May throw H5::Exception.
Result<std::shared_ptr<const VolumeSource>> openArray(const Hdf5Guard& guard,
    const Hdf5Place& place, const StoredArray& array, const AxisGuess& axes, ArrayUse use);

} // namespace tessera
