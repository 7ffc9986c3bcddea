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

// What the dataset called `path` claims. May throw H5::Exception.
StoredArray describeArray(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& path);

// Whether the name leads to a dataset, through links too. Never throws H5::Exception.
bool isDataset(const Hdf5Guard& guard, const H5::H5File& file, const std::string& name);

// The datasets of a file, each once, in the order of names, then those that only a link at the root
// gives a usual name; at most 10 000 objects and 8 MB of text are looked at. A dataset whose
// description is damaged is listed without a type. `path` is for the sentence of an error.
// Errors: Malformed, Cancelled. Never throws H5::Exception.
Result<FileListing> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file,
    const std::filesystem::path& path, const std::stop_token& stop);

} // namespace tessera
