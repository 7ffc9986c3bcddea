// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/volume_source.h"

#include <filesystem>
#include <span>

namespace tessera {

// The state of a file now: its size and time of change.
// Errors: NotFound, NoPermission, Unreadable. Threads: any.
Result<FileVersion> versionOf(const std::filesystem::path& path);

// The state of several files that make one volume: bytes together, latest change.
Result<FileVersion> versionOf(std::span<const std::filesystem::path> paths);

// The sentence for a file that the system will not hand over.
Error systemError(const std::filesystem::path& path, std::error_code reason);

} // namespace tessera
