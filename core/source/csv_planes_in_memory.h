// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/array_slab.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>

namespace tessera {

struct CsvPlanesInMemory {
    std::shared_ptr<SlabReader> reader;
    std::vector<std::uint64_t> shape; // class, row, column
};

// The text files of a volume, one a class, whatever their dialect, gzip or not: all of them as
// float64. Errors: TooLarge before memory is taken; Malformed with file, line and column, also
// where a file has another shape than the first; Cancelled. Threads: any; blocks while it reads.
Result<CsvPlanesInMemory> readCsvPlanes(std::span<const std::filesystem::path> paths,
    ByteCount memory, const OpenProgress& progress, const std::stop_token& stop);

// Whether CsvFile cannot read a file because of its dialect, or of gzip. Errors: those of sniffCsv.
Result<bool> isOddCsv(const std::filesystem::path& path);

} // namespace tessera
