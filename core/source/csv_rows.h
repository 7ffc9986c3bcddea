// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/csv_head.h"
#include "core/source/csv_row_index.h"
#include "core/source/csv_row_scan.h"
#include "core/source/csv_text.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace tessera {

// Which values of a text file are wanted: rows row, row + rowStep, …
struct CsvRegion {
    std::uint64_t row = 0;
    std::uint64_t rows = 0;
    std::uint64_t rowStep = 1;
    CsvColumns columns;

    std::uint64_t rowAt(std::uint64_t index) const { return row + index * rowStep; }
};

// Reads values of a text file, row after row, through a small buffer.
// Threads: one; several may read the same file each with its own.
class CsvRows {
public:
    CsvRows(const PositionedFile& file, CsvForm form, std::span<char> buffer);

    // By the index of its rows, which may be sparse. `target` holds all values, row after row.
    // Errors: Malformed with file, line and column; Unreadable; Cancelled.
    Result<> read(const CsvRegion& region, const CsvRowIndex& index, std::span<double> target,
        const std::stop_token& stop);

    // By arithmetic. Tells false where the lines that were touched are not what is claimed.
    Result<bool> read(const CsvRegion& region, const CsvStride& stride, std::span<double> target,
        const std::stop_token& stop);

private:
    Result<> goTo(std::uint64_t row, const CsvRowIndex& index);
    Result<> skipToRow();
    Result<bool> goTo(std::uint64_t row, const CsvStride& stride);
    // Tells whether it got to the end of the line, or just behind the last wanted value.
    Result<bool> readRow(CsvColumns columns, std::span<double> target);
    Result<bool> scan(CsvColumns columns, std::span<double> target);
    Result<> parse(CsvColumns columns, std::span<double> target);
    std::uint64_t endOf(
        const CsvColumns& columns, const CsvStride& stride, std::uint64_t row) const;

    const PositionedFile& m_file;
    CsvForm m_form;
    CsvText m_text;
    CsvNumberReader m_numbers;
    CsvPlace m_place; // where the last row began that was gone to
    bool m_isInLine = false; // the text is somewhere in that row, not at its start
};

} // namespace tessera
