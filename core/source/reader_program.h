// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <filesystem>

namespace tessera {

// The program that reads HDF5 files: beside the running one, else in ../libexec/tessera from
// there, else what the environment variable TESSERA_READER names.
// Error: NotFound. Threads: any.
Result<std::filesystem::path> readerProgram();

} // namespace tessera
