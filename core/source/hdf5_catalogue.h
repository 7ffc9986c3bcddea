// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/default_dataset.h"
#include "core/source/hdf5_guard.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

// What the dataset called `path` claims. May throw H5::Exception.
StoredArray describeArray(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& path);

// The datasets of a file, each once, in the order of names; at most 10 000 objects are looked at.
// A dataset whose description is damaged is listed without a type. Never throws H5::Exception.
std::vector<StoredArray> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file);

} // namespace tessera
