// SPDX-License-Identifier: MIT
#include "core/source/csv_dialect.h"

#include "core/source/csv_number.h"

#include <algorithm>
#include <array>

namespace tessera {

namespace {

constexpr std::size_t longestNumber = 64; // with a decimal comma

std::string_view trimmed(std::string_view text)
{
    const auto first = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string_view unquoted(std::string_view cell)
{
    const bool isQuoted = cell.size() > 1 && cell.front() == '"' && cell.back() == '"';
    return isQuoted ? trimmed(cell.substr(1, cell.size() - 2)) : cell;
}

std::vector<std::string_view> blankCells(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
        std::size_t length = std::min(line.find_first_of(" \t"), line.size());
        const auto quote = line.front() == '"' ? line.find('"', 1) : std::string_view::npos;
        if (quote != std::string_view::npos)
            length = quote + 1;
        cells.push_back(unquoted(line.substr(0, length)));
        line.remove_prefix(length);
    }
    return cells;
}

// Whether the letter is there outside quotes.
bool hasLetter(std::string_view line, char letter)
{
    bool isQuoted = false;
    for (const char each : line) {
        isQuoted = isQuoted != (each == '"');
        if (!isQuoted && each == letter)
            return true;
    }
    return false;
}

bool anyHas(std::span<const std::string_view> lines, char letter)
{
    return std::ranges::any_of(
        lines, [letter](std::string_view line) { return hasLetter(line, letter); });
}

bool isDecimalComma(std::string_view cell)
{
    double value = 0;
    return cell.contains(',') && parseCsvCell(cell, true, value);
}

// Some cells have a comma for the point, and none has a point.
bool haveDecimalCommas(std::span<const std::string_view> lines, const CsvDialect& dialect)
{
    bool isFound = false;
    for (const auto line : lines)
        for (const auto cell : csvCells(line, dialect)) {
            double value = 0;
            if (cell.contains('.') && parseCsvCell(cell, false, value))
                return false;
            isFound = isFound || isDecimalComma(cell);
        }
    return isFound;
}

// Rows of several numbers with commas for points, and blanks between them.
bool areBlankSeparated(std::span<const std::string_view> lines)
{
    const CsvDialect blanks;
    return std::ranges::all_of(lines, [&](std::string_view line) {
        const auto cells = csvCells(line, blanks);
        return cells.size() > 1 && std::ranges::all_of(cells, [](std::string_view cell) {
            return isDecimalComma(cell) || cell.find_first_of(",.") == std::string_view::npos;
        });
    });
}

char separatorOf(std::span<const std::string_view> lines)
{
    if (anyHas(lines, ';'))
        return ';';
    if (anyHas(lines, '\t'))
        return '\t';
    if (anyHas(lines, ',') && !areBlankSeparated(lines))
        return ',';
    return ' ';
}

} // namespace

CsvDialect guessCsvDialect(std::span<const std::string_view> lines)
{
    CsvDialect dialect{separatorOf(lines)};
    dialect.hasDecimalComma = dialect.separator != ',' && haveDecimalCommas(lines, dialect);
    // A table may have nothing in its last column, but not in every row.
    const auto data = lines.subspan(lines.size() > 1 ? 1 : 0);
    dialect.endsWithSeparator = dialect.separator != ' ' && !data.empty()
        && std::ranges::all_of(data,
            [&](std::string_view line) { return trimmed(line).ends_with(dialect.separator); });
    return dialect;
}

std::vector<std::string_view> csvCells(std::string_view line, const CsvDialect& dialect)
{
    if (dialect.separator == ' ')
        return blankCells(line);
    std::vector<std::string_view> cells;
    bool isQuoted = false;
    std::size_t start = 0;
    for (std::size_t here = 0; here <= line.size(); ++here) {
        const bool isEnd = here == line.size();
        if (!isEnd && line[here] == '"')
            isQuoted = !isQuoted;
        if (!isEnd && (isQuoted || line[here] != dialect.separator))
            continue;
        cells.push_back(unquoted(trimmed(line.substr(start, here - start))));
        start = here + 1;
    }
    if (dialect.endsWithSeparator && cells.back().empty())
        cells.pop_back();
    return cells;
}

bool parseCsvCell(std::string_view cell, bool hasDecimalComma, double& value)
{
    if (!hasDecimalComma || !cell.contains(','))
        return parseCsvNumber(cell, value);
    std::array<char, longestNumber> letters{};
    if (cell.size() > letters.size() || cell.contains('.'))
        return false;
    std::ranges::replace_copy(cell, letters.begin(), ',', '.');
    return parseCsvNumber({letters.data(), cell.size()}, value);
}

bool isMissingCell(std::string_view cell)
{
    constexpr std::array<std::string_view, 9> words{
        "", "NA", "N/A", "#N/A", "null", "NULL", "None", "-", "?"};
    return std::ranges::find(words, cell) != words.end();
}

} // namespace tessera
