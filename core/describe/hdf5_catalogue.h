// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/describe/hdf5_guard.h"
#include "core/source/default_dataset.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <filesystem>
#include <stop_token>
#include <string>

namespace tessera {

// What the dataset called `path` claims, but for links. May throw H5::Exception.
StoredArray describeArray(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& path);

// The datasets of a file by all their names, as readNames() finds them; one whose description is
// damaged is listed without a type, a link that leads nowhere too. `path` is for the sentence of an
// error. Errors: Malformed, Cancelled. Never throws H5::Exception.
Result<FileListing> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file,
    const std::filesystem::path& path, const std::stop_token& stop);

} // namespace tessera
