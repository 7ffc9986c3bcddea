// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <cstdint>
#include <vector>

namespace tessera {

// How a dataset is laid out, by what it was created with. All may throw H5::Exception, and are
// called by the holder of a Hdf5Guard.
StorageLayout layoutOf(const H5::DSetCreatPropList& creation);
std::vector<std::uint64_t> chunkShape(const H5::DSetCreatPropList& creation);

// Whether the dataset lies in this file: a link may have led into another one.
bool liesIn(const H5::H5File& file, const H5::DataSet& dataset);

} // namespace tessera
