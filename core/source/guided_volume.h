// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guided_file.h"

#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// openVolume() and listDatasets() for a file that a guide knows. Nothing that it says is believed
// before it was checked. `dataset` is empty where the rules are to choose.
// Threads: any; blocks while it reads. Throws std::bad_alloc.
Result<OpenedVolume> openGuidedVolume(
    const GuidedFile& file, const std::string& dataset, const std::stop_token& stop);
Result<std::vector<DatasetEntry>> listGuidedDatasets(
    const GuidedFile& file, const std::stop_token& stop);

} // namespace tessera
