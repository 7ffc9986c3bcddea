// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/csv_roles.h"
#include "core/source/csv_sniff.h"
#include "core/source/csv_survey.h"
#include "core/source/open_source.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace tessera {

// A table of pixels, all of it read once.
struct CsvTable {
    std::shared_ptr<const PositionedFile> file;
    CsvSniff sniff;
    CsvSurvey survey;
    CsvRoles roles;
};

// Reads it a second time, into memory: an array t z y x class, of which t and z are left out where
// the table has none. Rows may come in any order; pixels that have none are not numbers. Errors:
// Unsupported, Malformed with file, line and column; TooLarge; those of reading.
Result<ArrayPtr> openCsvTable(const CsvTable& table, ByteCount memory,
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop);

// What an array says of classes that have a column each; nothing where there is but one.
void hintCsvClasses(ArrayInfo& info, const CsvSniff& sniff, const CsvRoles& roles);

} // namespace tessera
