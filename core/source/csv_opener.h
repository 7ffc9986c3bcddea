// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/region.h"
#include "core/source/csv_file.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace tessera {

struct CsvPlanes {
    std::vector<std::unique_ptr<const CsvFile>> files;
    PlaneShape plane; // of each
};

// Opens one text file a class and finds out that all have the same shape.
// Errors: Malformed with file, line and column, or where shapes differ; Cancelled …
// Threads: any; blocks while it reads.
Result<CsvPlanes> openCsvPlanes(std::span<const std::filesystem::path> paths,
    const OpenProgress& progress, const std::stop_token& stop);

} // namespace tessera
