// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <system_error>

namespace tessera {

// Where a person's disk cache of coarse levels lies: XDG_CACHE_HOME/tessera/levels, else below
// ~/.cache. Empty where the system names no such place. Threads: any, while none sets variables.
std::filesystem::path levelCacheFolder();

// Makes it, and what is missing above it, so that nobody else may look into what was made.
// Threads: any.
std::error_code makePrivateFolder(const std::filesystem::path& folder);

} // namespace tessera
