// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_file.h"

#include <memory>
#include <stop_token>

namespace tessera {

// A row of the table of formats: TIFF and BigTIFF, by their signatures.
Result<bool> isTiff(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openTiffFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
