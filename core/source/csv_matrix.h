// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/csv_sniff.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace tessera {

// The rows and columns of numbers in a text file.
struct CsvMatrixShape {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::uint64_t firstColumn = 0; // what stands before it is left out

    friend bool operator==(const CsvMatrixShape&, const CsvMatrixShape&) = default;
};

// Reads them, whatever the dialect, into memory, row after row. Errors: Malformed with file, line
// and column, also where the file has another shape; those of reading; Cancelled.
// Threads: any; blocks while it reads.
Result<> readCsvMatrix(const std::shared_ptr<const PositionedFile>& file, const CsvSniff& sniff,
    CsvMatrixShape shape, std::span<double> target, const std::function<void(ByteCount)>& advance,
    const std::stop_token& stop);

} // namespace tessera
