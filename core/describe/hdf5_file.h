// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/describe/hdf5_files.h"
#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

namespace tessera {

// Opens the main one for reading only, with chooseDriver(), also while another program writes it.
// Errors: Malformed, Unreadable. Never throws H5::Exception.
Result<H5::H5File> openHdf5File(const Hdf5Guard& guard, Hdf5Files& files);

} // namespace tessera
