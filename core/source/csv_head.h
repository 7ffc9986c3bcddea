// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/csv_parser.h"
#include "core/source/csv_row_index.h"
#include "core/source/positioned_file.h"

#include <cstdint>
#include <optional>

namespace tessera {

// Rows that all seem to be lines of the same length, as numpy.savetxt writes numbers that are not
// negative: then no index is needed. It is a claim: few places of the file were looked at.
struct CsvStride {
    std::uint64_t firstOffset = 0;
    std::uint64_t bytes = 0; // from one row to the next
    std::uint64_t rows = 0;

    std::uint64_t offsetOf(std::uint64_t row) const { return firstOffset + row * bytes; }
};

// What the first lines of a text file tell.
struct CsvHead {
    CsvForm form;
    std::optional<CsvStride> stride; // never of a file so short that all of it was read
};

// Reads the first rows from `start` on, at least one whole, and a few letters here and there.
// Errors: Malformed with file, line and column; WrongFormat; Unreadable. Threads: any.
Result<CsvHead> readCsvHead(const PositionedFile& file, const CsvPlace& start = {});

// The sentence for a fault in a file.
Error csvFaultIn(const std::filesystem::path& path, const CsvFault& fault);

} // namespace tessera
