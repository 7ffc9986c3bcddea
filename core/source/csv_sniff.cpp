// SPDX-License-Identifier: MIT
#include "core/source/csv_sniff.h"

#include "core/base/aligned_buffer.h"
#include "core/base/lower_case.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/csv_number.h"
#include "core/source/csv_text.h"
#include "core/source/text_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t startBytes = std::size_t{64} << 10U;
constexpr std::size_t mostLines = 32;
constexpr std::size_t mostDimensions = 8;
constexpr std::size_t mostNames = 4200; // more than can be shown
constexpr std::size_t longestName = 200;
constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";

// The numbers of "Array shape: (4, 5, 10)"; empty where the comment says no shape.
std::vector<std::uint64_t> shapeIn(std::string_view comment)
{
    constexpr std::string_view word = "shape";
    const std::string text = lowerCase(comment);
    const auto at = text.find(word);
    if (at == std::string::npos)
        return {};
    std::string_view rest = std::string_view(text).substr(at + word.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t:="), rest.size()));
    if (rest.find_first_of("([{") == 0)
        rest.remove_prefix(1);
    std::vector<std::uint64_t> shape;
    while (shape.size() < mostDimensions) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t,xX*"), rest.size()));
        std::uint64_t extent = 0;
        const char* const begin = rest.data();
        const auto read = std::from_chars(begin, begin + rest.size(), extent);
        if (read.ec != std::errc())
            break;
        shape.push_back(extent);
        rest.remove_prefix(static_cast<std::size_t>(read.ptr - begin));
    }
    return shape.size() > 1 ? shape : std::vector<std::uint64_t>();
}

bool isNumber(std::string_view cell, const CsvDialect& dialect)
{
    double value = 0;
    return parseCsvCell(cell, dialect.hasDecimalComma, value);
}

bool isHeader(std::span<const std::string_view> cells, const CsvDialect& dialect)
{
    return std::ranges::any_of(cells,
        [&](std::string_view cell) { return !isMissingCell(cell) && !isNumber(cell, dialect); });
}

// Of the lines of a text's start.
class Sniffer {
public:
    explicit Sniffer(std::string_view text)
        : m_text(text)
    {
        if (text.starts_with(utf8Mark))
            m_next = {0, utf8Mark.size(), 1};
    }

    CsvSniff sniff(bool isWhole)
    {
        while (m_lines.size() < mostLines && m_next.offset < m_text.size())
            takeLine(isWhole);
        skipSeparatorLine();
        m_found.dialect = guessCsvDialect(m_lines);
        skipHeader();
        if (m_lines.empty())
            return std::move(m_found);
        m_found.start = m_places.front();
        m_found.columns = csvCells(m_lines.front(), m_found.dialect).size();
        if (m_found.names.empty())
            takeNamesOfComment();
        m_found.isSimple = isSimple();
        m_found.isOdd = isOdd();
        return std::move(m_found);
    }

private:
    void takeLine(bool isWhole)
    {
        const CsvPlace place = m_next;
        const std::string_view rest = m_text.substr(place.offset);
        const std::size_t length = csvLineLength(rest);
        const bool isCut = length == rest.size() && !isWhole;
        const std::size_t end = rest.substr(length).starts_with("\r\n") ? 2 : 1;
        m_next = {0, place.offset + length + end, place.line + 1};
        std::string_view line = rest.substr(0, length);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (line.starts_with('#'))
            takeComment(line.substr(1));
        else if (!line.empty() && (!isCut || m_lines.empty())) {
            // What blanks begin with may be an empty cell.
            m_lines.push_back(rest.substr(0, length));
            m_places.push_back(place);
        }
    }

    void takeComment(std::string_view comment)
    {
        if (m_found.shape.empty())
            m_found.shape = shapeIn(comment);
        m_found.hasSlices = m_found.hasSlices || saysNewSlice(comment);
        if (m_lines.empty())
            m_lastComment = comment;
    }

    void dropLine()
    {
        m_lines.erase(m_lines.begin());
        m_places.erase(m_places.begin());
        ++m_found.rowsBefore;
    }

    void skipSeparatorLine() // of Excel
    {
        if (!m_lines.empty() && lowerCase(m_lines.front()).starts_with("sep="))
            dropLine();
    }

    void skipHeader()
    {
        if (m_lines.size() < 2)
            return;
        const auto first = csvCells(m_lines[0], m_found.dialect);
        const auto second = csvCells(m_lines[1], m_found.dialect);
        const bool hasCorner = first.front().empty() && first.size() == second.size()
            && !second.front().empty(); // as pandas writes it over the index
        if (!hasCorner && !isHeader(first, m_found.dialect))
            return;
        if (first.size() + 1 == second.size()) // as R writes it, none over the index
            m_found.names.emplace_back();
        takeNames(first);
        m_found.hasHeader = true;
        dropLine();
    }

    void takeNames(std::span<const std::string_view> cells)
    {
        m_found.names.reserve(std::min(cells.size() + 1, mostNames));
        for (const auto cell : cells.first(std::min(cells.size(), mostNames)))
            m_found.names.push_back(toPlainText(cell, longestName));
    }

    // numpy.savetxt writes its header as a comment.
    void takeNamesOfComment()
    {
        const auto cells = csvCells(m_lastComment, m_found.dialect);
        const bool isNames = cells.size() == m_found.columns
            && std::ranges::none_of(cells, [&](std::string_view cell) {
                   return isMissingCell(cell) || isNumber(cell, m_found.dialect);
               });
        if (isNames)
            takeNames(cells);
    }

    bool isOdd() const
    {
        return m_found.dialect.hasDecimalComma || m_found.dialect.endsWithSeparator
            || m_found.rowsBefore > (m_found.hasHeader ? 1U : 0U)
            || std::ranges::any_of(
                m_lines, [](std::string_view line) { return line.contains('"'); });
    }

    bool isSimple() const
    {
        const CsvDialect& dialect = m_found.dialect;
        return !isOdd() && std::ranges::all_of(m_lines, [&](std::string_view line) {
            return std::ranges::all_of(csvCells(line, dialect),
                [&](std::string_view cell) { return isNumber(cell, dialect); });
        });
    }

    std::string_view m_text;
    CsvPlace m_next;
    std::vector<std::string_view> m_lines; // of data, and the header
    std::vector<CsvPlace> m_places; // of these
    std::string_view m_lastComment; // before them
    CsvSniff m_found;
};

} // namespace

bool saysNewSlice(std::string_view comment)
{
    return lowerCase(comment).contains("new slice");
}

CsvSniff sniffCsvText(std::string_view text, bool isWhole)
{
    return Sniffer(text).sniff(isWhole);
}

Result<CsvSniff> sniffCsv(const std::shared_ptr<const PositionedFile>& file)
{
    auto stream = TextStream::begin(file);
    if (!stream)
        return std::unexpected(std::move(stream.error()));
    AlignedBuffer buffer(startBytes);
    const auto count = stream->read(buffer.as<char>());
    if (!count)
        return std::unexpected(count.error());
    const std::string_view text(buffer.as<char>().data(), *count);
    if (auto checked = checkPlainText(text, file->path()); !checked)
        return std::unexpected(std::move(checked.error()));
    auto sniff = sniffCsvText(text, *count < buffer.size());
    sniff.isPacked = stream->isPacked();
    sniff.isSimple = sniff.isSimple && !sniff.isPacked;
    sniff.isOdd = sniff.isOdd || sniff.isPacked;
    if (sniff.columns == 0 && *count < buffer.size())
        return fail(ErrorCode::Malformed,
            fmt::format(
                "{} holds no values, only comments or empty lines.", shownName(file->path())),
            toUtf8(file->path()));
    return sniff;
}

} // namespace tessera
