// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/volume_source.h"

#include <filesystem>
#include <span>
#include <system_error>

namespace tessera {

// The state of a file now: its size, its time of change, and which file it is.
// Errors: NotFound, NoPermission, Unreadable. Threads: any.
Result<FileVersion> versionOf(const std::filesystem::path& path);

// The state of several files that make one volume: bytes together, latest change.
Result<FileVersion> versionOf(std::span<const std::filesystem::path> paths);

// Of a file that is open, as the system numbers those. `path` is for the error.
Result<FileVersion> versionOf(int descriptor, const std::filesystem::path& path);

// The sentence for a file that the system will not hand over.
Error systemError(const std::filesystem::path& path, std::error_code reason);

// The sentence for a read that failed, or brought nonsense, of a file that was `opened` in another
// state than it is in `now`. What has other reasons stays as it is, and so does all where `now` is
// not known.
Error explained(Error error, const std::filesystem::path& path, const FileVersion& opened,
    const Result<FileVersion>& now);

} // namespace tessera
