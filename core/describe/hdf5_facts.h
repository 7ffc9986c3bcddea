// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <string>

namespace tessera {

// All that is told of a dataset but its number: `path` is its name in `file`, `subject` begins the
// sentence of an error. Errors: Malformed, Unsupported. May throw H5::Exception.
Result<ArrayFacts> readFacts(const Hdf5Guard& guard, const H5::H5File& file,
    const H5::DataSet& dataset, const std::string& path, const std::string& subject);

// What its samples are read as: what they are stored as, where the library need not convert them.
// May throw H5::Exception.
H5::DataType memoryType(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const ArrayFacts& facts);

} // namespace tessera
