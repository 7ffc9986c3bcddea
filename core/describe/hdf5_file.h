// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <filesystem>

namespace tessera {

// Opens a file for reading only, with chooseDriver(), also while another program writes it.
// Errors: Malformed. Never throws H5::Exception.
Result<H5::H5File> openHdf5File(const Hdf5Guard& guard, const std::filesystem::path& path);

} // namespace tessera
