// SPDX-License-Identifier: MIT
#include "core/source/csv_parser.h"

#include "core/source/csv_number.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

// The longest exact decimal text of a double has 767 digits.
constexpr std::size_t maxTokenBytes = 1'100;
constexpr std::size_t maxShownBytes = 24;

// Bytes that are not plain text are shown as \x00, so that the sentence stays readable.
std::string shown(std::string_view token)
{
    std::string text;
    for (const char letter : token.substr(0, maxShownBytes)) {
        const bool isPlain = letter >= ' ' && letter <= '~';
        text += isPlain ? std::string(1, letter)
                        : fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
    }
    return token.size() > maxShownBytes ? text + "…" : text;
}

std::string_view nameOf(char separator)
{
    return separator == ',' ? "a comma" : separator == ';' ? "a semicolon" : "a blank";
}

} // namespace

CsvParser::CsvParser(CsvForm form, std::uint64_t line)
    : m_columns(form.columns)
    , m_rows(1)
    , m_line(line)
    , m_separator(form.separator)
{
}

std::expected<std::size_t, CsvFault> CsvParser::parse(std::string_view text, bool isLast)
{
    const char* here = text.data();
    const char* const end = here + text.size();
    while (here != end) {
        if (m_isComment) {
            here = std::find_if(here, end, isCsvLineEnd);
            m_isComment = here == end;
        } else if (isCsvLineEnd(*here)) {
            if (auto done = endLine(*here++); !done)
                return std::unexpected(std::move(done.error()));
        } else if (endsCsvToken(*here)) {
            if (auto done = takeSeparator(*here++); !done)
                return std::unexpected(std::move(done.error()));
        } else {
            const auto after = takeToken(here, end, isLast);
            if (!after)
                return std::unexpected(after.error());
            if (*after == here)
                break;
            here = *after;
        }
    }
    if (isLast)
        if (auto done = endRow(); !done)
            return std::unexpected(std::move(done.error()));
    return static_cast<std::size_t>(here - text.data());
}

std::expected<const char*, CsvFault> CsvParser::takeToken(
    const char* here, const char* end, bool isLast)
{
    double value = 0;
    const char* const after = readCsvNumber(here, end, value);
    const bool isWhole = after != nullptr && after != end && endsCsvToken(*after);
    if (isWhole && static_cast<std::size_t>(after - here) <= maxTokenBytes) {
        if (auto done = takeValue(value); !done)
            return std::unexpected(std::move(done.error()));
        return after;
    }
    const char* const tokenEnd = std::find_if(here, end, endsCsvToken);
    const std::string_view token(here, static_cast<std::size_t>(tokenEnd - here));
    if (token.size() > maxTokenBytes)
        return fault(m_column + 1, fmt::format("“{}” is too long for a number", shown(token)));
    if (tokenEnd == end && !isLast)
        return here;
    if (!parseCsvNumber(token, value))
        return fault(m_column + 1, fmt::format("“{}” is not a number", shown(token)));
    if (auto done = takeValue(value); !done)
        return std::unexpected(std::move(done.error()));
    return tokenEnd;
}

std::expected<void, CsvFault> CsvParser::takeValue(double value)
{
    m_endedWithReturn = false;
    if (m_column > 0) {
        const auto used = m_pending == Separator::Unknown ? Separator::Blank : m_pending;
        if (m_separator == Separator::Unknown)
            m_separator = used;
        if (m_separator != used)
            return mixedSeparators(used);
    }
    m_pending = Separator::Unknown;
    ++m_column;
    if (m_rows > 0 && m_column > m_columns)
        return fault(m_column,
            fmt::format("the row has more than the {} values of the first row", m_columns));
    m_values.push_back(value);
    return {};
}

std::expected<void, CsvFault> CsvParser::takeSeparator(char letter)
{
    m_endedWithReturn = false;
    if (letter == '#') {
        m_isComment = true;
        return {};
    }
    if (isCsvBlank(letter)) {
        if (m_pending == Separator::Unknown)
            m_pending = Separator::Blank;
        return {};
    }
    const bool isFirst = m_column == 0;
    if (isFirst || m_pending == Separator::Comma || m_pending == Separator::Semicolon)
        return fault(m_column + 1, "a value is missing");
    m_pending = static_cast<Separator>(letter);
    return {};
}

std::unexpected<CsvFault> CsvParser::mixedSeparators(Separator used) const
{
    return fault(m_column + 1,
        fmt::format("{} stands before this value, {} between those before it (numbers need a "
                    "decimal point, not a comma)",
            nameOf(static_cast<char>(used)), nameOf(static_cast<char>(m_separator))));
}

std::expected<void, CsvFault> CsvParser::endRow()
{
    const auto column = m_column;
    const auto pending = m_pending;
    m_pending = Separator::Unknown;
    if (column == 0)
        return {};
    if (pending == Separator::Comma || pending == Separator::Semicolon)
        return fault(column + 1, "a value is missing at the end of the line");
    if (m_rows > 0 && column != m_columns)
        return fault(
            column + 1, fmt::format("the row has {} values, the first row {}", column, m_columns));
    m_columns = column;
    m_column = 0;
    ++m_rows;
    return {};
}

std::expected<void, CsvFault> CsvParser::endLine(char letter)
{
    if (letter == '\n' && m_endedWithReturn) {
        m_endedWithReturn = false;
        return {};
    }
    if (auto done = endRow(); !done)
        return done;
    m_endedWithReturn = letter == '\r';
    ++m_line;
    return {};
}

std::unexpected<CsvFault> CsvParser::fault(std::uint64_t column, std::string what) const
{
    return std::unexpected(CsvFault{m_line, column, std::move(what)});
}

} // namespace tessera
