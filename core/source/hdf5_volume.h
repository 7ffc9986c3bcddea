// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"

namespace tessera {

// openVolume() and listDatasets() for a file that begins as HDF5.
// Threads: any; blocks while it reads.
Result<OpenedVolume> openHdf5Volume(const VolumeLocation& location, const OpenLimits& limits);
Result<std::vector<DatasetEntry>> listHdf5Datasets(const std::filesystem::path& path);

} // namespace tessera
