// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace tessera {

// The volume that comes with Tessera: where it was installed, else in the source tree.
std::filesystem::path samplePath(const std::filesystem::path& programFolder);

} // namespace tessera
