// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_file.h"

#include <memory>
#include <stop_token>

namespace tessera {

// A row of the table of formats: NPY, one array as numpy.save writes it, by its signature. Samples
// are read where they lie.
Result<bool> isNpy(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openNpyFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
