// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_info.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace tessera {

// Class names that files beside this one give: nnU-Net's dataset.json in its folder or the one
// above, an ilastik project of the same name (X.ilp for X_Probabilities.h5), else the only one in
// its folder. What cannot be read, or is longer than 1 MB, gives none. For the classes of
// whatever the file holds: a claim counts only where it has as many names as there are classes.
// Threads: any; blocks while it reads. May throw std::bad_alloc.
std::vector<NamesClaim> namesBeside(
    const std::filesystem::path& file, const OpenLimits& limits, const std::stop_token& stop = {});

} // namespace tessera
