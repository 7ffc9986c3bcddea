// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/grid/region.h"
#include "core/source/open_source.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>

namespace tessera {

struct CsvPlanes {
    PlaneShape plane;
    AlignedBuffer samples; // float64, (class, row, column)
};

// Reads one text file a class into memory. While it reads it holds one plane more than it returns;
// both are counted against `memoryLimit`, `totalBytes` (of all files) tells how much is to come.
// Threads: any; blocks while it reads.
Result<CsvPlanes> loadCsvPlanes(std::span<const std::filesystem::path> files, ByteCount totalBytes,
    ByteCount memoryLimit, const OpenProgress& progress, const std::stop_token& stop);

} // namespace tessera
