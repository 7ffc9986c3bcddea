// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_file.h"

#include <memory>
#include <stop_token>

namespace tessera {

// A row of the table of formats: NPZ, a ZIP file of arrays as numpy.savez and
// numpy.savez_compressed write it, by the signature of ZIP. What is stored as it is is read where
// it lies; what is deflated is unpacked into memory when it is opened.
Result<bool> isNpz(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openNpzFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
