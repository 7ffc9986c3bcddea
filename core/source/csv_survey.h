// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/csv_sniff.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// What a column of a text of numbers holds.
struct CsvColumnFacts {
    std::uint64_t texts = 0; // cells that are no numbers
    std::uint64_t textLine = 0; // of the first of them
    std::uint64_t missing = 0; // empty cells and the like
    bool isWhole = true; // whole numbers only, as far as they are numbers
    bool isStepped = true; // they lie whole numbers apart
    bool isCounting = true; // 0, 1, 2 … or 1, 2, 3 …
    double first = 0;
    double last = 0;
    double least = 0;
    double greatest = 0;
    std::uint64_t changes = 0; // from one row to the next
    std::uint64_t step = 0; // divides all distances, where they are whole; 0: all the same

    bool isSteppedOnly() const { return texts == 0 && missing == 0 && isStepped; }
    std::uint64_t
    extent() const; // places from the least to the greatest; 0 where they are not stepped
};

// What a text of numbers holds, all of it read.
struct CsvSurvey {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::vector<CsvColumnFacts> facts; // of the first columns
    std::vector<std::string> words; // of the column that was asked for, by first appearance
    std::uint64_t slices = 0; // by comments "New slice"; 0 where they differ in length
    std::uint64_t sliceRows = 0; // of each
    bool isWhole = true; // all numbers
    double greatest = 0;
    bool sumsToOne = false; // every row that was looked at

    static constexpr std::size_t mostFacts = 4200; // classes, coordinates and some more
};

struct CsvSurveyLimits {
    std::uint64_t values = 0; // more are an error
    std::uint64_t valuesARow = 0; // that count; 0: all
    std::optional<std::size_t> wordsOf = std::nullopt; // the column that names classes
};

// Reads all of it. Errors: Malformed with file, line and column where rows differ in length,
// TooLarge; as walkCsv().
Result<CsvSurvey> surveyCsv(const std::shared_ptr<const PositionedFile>& file,
    const CsvSniff& sniff, const CsvSurveyLimits& limits,
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop);

} // namespace tessera
