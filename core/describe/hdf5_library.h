// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <vector>

namespace tessera {

// Removes what makes the HDF5 library look elsewhere than it is told: variables HDF5_… of the
// environment. Before the library is called, and before there are threads.
void forgetHdf5Environment();

// Loads every filter that a plugin in `folder` offers, and gives their numbers. From then on, as
// without this call, the library loads none by itself. A plugin runs as this program's own code:
// the folder must be one that only the system's owner writes. What is there but cannot be loaded
// is left out; so is everything where there is no such folder.
// Threads: any, but nothing may ask the library meanwhile that needs those filters.
std::vector<int> loadFilterPlugins(const std::filesystem::path& folder);

} // namespace tessera
