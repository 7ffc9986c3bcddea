// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/grid/region.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace tessera {

// What one piece of a text file brought.
struct CsvPiece {
    std::span<const double> values; // row after row, following those of the piece before
    ByteCount read; // of the file, since the piece before
    std::uint64_t line = 0; // the one the piece ends in, from 1
};

// An error ends the reading.
using CsvSink = std::function<Result<>(const CsvPiece&)>;

// Reads a text file of numbers piece by piece, never as a whole, and tells its shape.
// Errors name file, line and column. Threads: any; blocks while it reads.
Result<PlaneShape> readCsv(const std::filesystem::path& path, const CsvSink& sink);

} // namespace tessera
