// SPDX-License-Identifier: MIT
#include "core/source/csv_tokens.h"

#include "core/base/plain_text.h"
#include "core/source/csv_head.h"
#include "core/source/csv_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t bufferBytes = std::size_t{256} << 10U; // stays in the second-level cache
constexpr std::ptrdiff_t longestCell = 4096;
constexpr std::size_t maxShownBytes = 24;
constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";

CsvToken tokenOf(CsvToken::Kind kind)
{
    CsvToken token;
    token.kind = kind;
    return token;
}

} // namespace

CsvTokens::CsvTokens(TextStream& stream, CsvDialect dialect)
    : m_stream(stream)
    , m_dialect(dialect)
    , m_buffer(bufferBytes)
    , m_here(m_buffer.as<char>().data())
    , m_end(m_here)
{
}

// Keeps what is not read yet, so that a cell lies in one piece.
Result<> CsvTokens::refill()
{
    const auto buffer = m_buffer.as<char>();
    const auto kept = static_cast<std::size_t>(m_end - m_here);
    std::memmove(buffer.data(), m_here, kept);
    const auto read = m_stream.read(buffer.subspan(kept));
    if (!read)
        return std::unexpected(read.error());
    m_isLast = kept + *read < buffer.size();
    m_here = buffer.data();
    m_end = m_here + kept + *read;
    if (m_isStart && std::string_view(m_here, m_end).starts_with(utf8Mark))
        m_here += utf8Mark.size();
    m_isStart = false;
    return {};
}

Result<CsvToken> CsvTokens::next()
{
    for (;;) {
        if (m_end - m_here < longestCell && !m_isLast)
            if (auto filled = refill(); !filled)
                return std::unexpected(std::move(filled.error()));
        if (m_isInComment) {
            m_here = std::find_if(m_here, m_end, isCsvLineEnd);
            m_isInComment = m_here == m_end && !m_isLast;
            if (m_isInComment)
                continue;
        }
        m_here = skipBlanks(m_here);
        if (m_here == m_end && !m_isLast)
            continue;
        const bool isSeparator =
            m_here != m_end && m_isBehindCell && *m_here == m_dialect.separator;
        if (!isSeparator)
            break;
        ++m_here;
        m_isBehindCell = false;
    }
    const bool mayEnd = m_isBehindCell || m_column == 0 || m_dialect.separator == ' '
        || m_dialect.endsWithSeparator;
    const bool isAtEnd = m_here == m_end || isCsvLineEnd(*m_here);
    if (isAtEnd && mayEnd)
        return lineEnd();
    if (!isAtEnd && *m_here == '#' && mayEnd)
        return comment();
    return cell();
}

CsvToken CsvTokens::lineEnd()
{
    m_isBehindCell = false;
    m_ended = {m_line, m_column};
    if (m_here == m_end) {
        const bool isRow = std::exchange(m_column, 0) > 0; // one that no line end follows
        return tokenOf(isRow ? CsvToken::Kind::LineEnd : CsvToken::Kind::End);
    }
    const bool isReturn = *m_here++ == '\r';
    if (isReturn && m_here != m_end && *m_here == '\n')
        ++m_here;
    ++m_line;
    m_column = 0;
    return tokenOf(CsvToken::Kind::LineEnd);
}

CsvToken CsvTokens::comment()
{
    const char* const limit = std::min(m_end, m_here + longestCell);
    const char* const end = std::find_if(m_here, limit, isCsvLineEnd);
    const CsvToken token{CsvToken::Kind::Comment, false, 0, {m_here + 1, end}};
    m_here = end;
    m_isInComment = true;
    m_isBehindCell = true; // what follows is the end of the line
    return token;
}

bool CsvTokens::endsCell(const char* here) const
{
    return here == m_end ? m_isLast
                         : *here == m_dialect.separator || isCsvLineEnd(*here)
            || (m_dialect.separator == ' ' && isCsvBlank(*here));
}

const char* CsvTokens::skipBlanks(const char* here) const
{
    const bool areTabs = m_dialect.separator != '\t'; // blanks too
    return std::find_if_not(
        here, m_end, [=](char letter) { return letter == ' ' || (areTabs && letter == '\t'); });
}

// Whether a number that ends there is all of its cell.
bool CsvTokens::isBehind(const char* number) const
{
    if (number == nullptr || endsCell(number))
        return number != nullptr;
    const char* const next = skipBlanks(number);
    return next != number && next != m_end && (endsCell(next) || *next == '#');
}

const char* CsvTokens::endOfCell() const
{
    const char* const limit = std::min(m_end, m_here + longestCell);
    const char* here = m_here;
    if (here != limit && *here == '"') {
        const char* const quote = std::find_if(
            here + 1, limit, [](char letter) { return letter == '"' || isCsvLineEnd(letter); });
        if (quote != limit && *quote == '"')
            here = quote + 1;
    }
    while (here != limit && !endsCell(here))
        ++here;
    return here == limit && !endsCell(here) ? nullptr : here;
}

Result<CsvToken> CsvTokens::cell()
{
    CsvToken token = tokenOf(CsvToken::Kind::Cell);
    const char* cellEnd = nullptr;
    if (const char* const after = readCsvNumber(m_here, m_end, token.number); isBehind(after)) {
        token.isNumber = true;
        token.text = {m_here, after};
        cellEnd = after;
    } else {
        cellEnd = endOfCell();
        if (cellEnd == nullptr)
            return std::unexpected(fault(m_column + 1,
                fmt::format("“{}…” is too long for a value",
                    toPlainText(std::string_view(m_here, m_end), maxShownBytes))));
        takeText(token, cellEnd);
    }
    m_here = cellEnd;
    m_isBehindCell = true;
    ++m_column;
    return token;
}

void CsvTokens::takeText(CsvToken& token, const char* cellEnd) const
{
    const CsvDialect whole{m_dialect.separator};
    const auto cells = csvCells(std::string_view(m_here, cellEnd), whole);
    token.text = cells.empty() ? std::string_view() : cells.front();
    token.isNumber = parseCsvCell(token.text, m_dialect.hasDecimalComma, token.number);
}

Error CsvTokens::fault(std::uint64_t column, std::string what) const
{
    return csvFaultIn(m_stream.file().path(), {m_line, column, std::move(what)});
}

Error CsvTokens::faultInEnded(std::uint64_t column, std::string what) const
{
    return csvFaultIn(m_stream.file().path(), {m_ended.line, column, std::move(what)});
}

} // namespace tessera
