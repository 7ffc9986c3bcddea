// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tessera {

// The libraries that read files and their versions, for a report: "HDF5 1.10.8".
// Threads: any.
std::string libraryVersions();

} // namespace tessera
