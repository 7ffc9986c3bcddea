// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/storage_plan.h"

#include <H5Cpp.h>

#include <filesystem>
#include <string>

namespace tessera {

// A dataset whose description was checked.
struct CheckedDataset {
    const H5::H5File& file; // that was opened by openHdf5File()
    H5::DataSet dataset; // it may lie in another file, by a link
    std::filesystem::path path;
    std::string subject; // "/probabilities in tissue.h5"
    bool isScaled = true; // as NumberConversion has it
};

// How its samples are read: without the library where that is possible, else by asking it. Its type
// is one that is read. May throw H5::Exception.
StoragePlan planStorage(const Hdf5Guard& guard, const CheckedDataset& checked);

// The same plan, or one that asks the library for all samples, where reading without it brings
// something else for a part of the array. Reads that part: one chunk, or two samples. The locks
// that it takes are of readers and a cache of its own, which nobody else knows. May throw
// H5::Exception.
StoragePlan verified(const Hdf5Guard& guard, const CheckedDataset& checked, StoragePlan plan);

} // namespace tessera
