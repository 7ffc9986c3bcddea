// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <stop_token>

namespace tessera {

// One text file that is a volume by itself: an array with a comment that says its shape, a table
// of pixels, or a matrix of numbers, which is one class. Gzip or not. Read in parts where its rows
// come in order and plain text allows it, else held in memory, of which it takes at most `memory`.
// Errors: Unsupported with what to add to the file; Malformed with file, line and column; TooLarge,
// Cancelled … Threads: any; blocks while it reads.
Result<ArrayPtr> openCsvSheet(const std::filesystem::path& path, ByteCount memory,
    const OpenProgress& progress, const std::stop_token& stop);

} // namespace tessera
