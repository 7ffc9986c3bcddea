// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/csv_dialect.h"
#include "core/source/csv_row_index.h"
#include "core/source/positioned_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What the first lines of a text file say of the rest. Claims all of it.
struct CsvSniff {
    CsvDialect dialect;
    bool isPacked = false; // by gzip
    bool isSimple = false; // CsvFile can read it, as far as was seen
    // It cannot for the way in which the text is written; what is wrong in a plain one it says
    // well.
    bool isOdd = false;
    std::vector<std::uint64_t> shape; // by a comment "Array shape: (4, 5, 10)"; else empty
    bool hasSlices = false; // a comment "New slice" was there
    std::vector<std::string> names; // of the columns; empty where there is no header
    bool hasHeader = false; // a row of names
    std::uint64_t rowsBefore = 0; // that are no data: the header, "sep=;"
    std::uint64_t columns = 0; // of the first row of data; as far as it was seen
    CsvPlace start; // where data begin, in the unpacked text
};

// Errors: those of reading; WrongFormat for what is no text; Malformed where nothing is there.
Result<CsvSniff> sniffCsv(const std::shared_ptr<const PositionedFile>& file);

// The same of the text's start. `isWhole`: nothing follows.
CsvSniff sniffCsvText(std::string_view text, bool isWhole);

// Whether a comment parts slices of an array.
bool saysNewSlice(std::string_view comment);

} // namespace tessera
