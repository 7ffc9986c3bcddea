// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// How a text of numbers parts them.
struct CsvDialect {
    char separator = ' '; // ' ' stands for any number of blanks
    bool hasDecimalComma = false;
    bool endsWithSeparator = false; // every row does, with nothing behind it

    friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

// By some of a text's lines, without comments and empty ones, the header first where there is one.
// Threads: any.
CsvDialect guessCsvDialect(std::span<const std::string_view> lines);

// The cells of a line, less the quotes around them and the blanks around those.
std::vector<std::string_view> csvCells(std::string_view line, const CsvDialect& dialect);

// Reads all of a cell as a number: as numpy writes it, or with a comma for the point. A cell that
// says that its number is missing (nothing, NA, null …) is not one.
bool parseCsvCell(std::string_view cell, bool hasDecimalComma, double& value);

// NA, null, None and what else is written for a number that is missing; the empty cell too.
bool isMissingCell(std::string_view cell);

} // namespace tessera
