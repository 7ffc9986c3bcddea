// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

// Where a dataset's samples lie in the file.
struct Hdf5Layout {
    std::string text; // "chunked 128×128×4, shuffle, deflate"
    std::vector<std::uint64_t> chunk; // empty where not chunked
};

// May throw H5::Exception.
Hdf5Layout readLayout(const Hdf5Guard& guard, const H5::DataSet& dataset);

// Refuses what cannot be read or must not be: samples the file does not hold, a filter this
// computer lacks. `samples` is what the shape claims; `subject` begins the sentence.
// Errors: Malformed, Unsupported. May throw H5::Exception.
Result<> checkStorage(const Hdf5Guard& guard, const H5::DataSet& dataset, ByteCount samples,
    const std::string& subject);

} // namespace tessera
