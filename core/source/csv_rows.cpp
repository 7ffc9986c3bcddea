// SPDX-License-Identifier: MIT
#include "core/source/csv_rows.h"

#include "core/base/path_text.h"
#include "core/source/csv_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string_view>

namespace tessera {

namespace {

constexpr std::uint64_t slackBytes = 64; // values differ in length

std::unexpected<Error> changed(const std::filesystem::path& path, std::uint64_t line)
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} has changed since it was opened: line {} is no longer the row of numbers "
                    "that it was; open it again.",
            shownName(path), line),
        toUtf8(path));
}

} // namespace

CsvRows::CsvRows(const PositionedFile& file, CsvForm form, std::span<char> buffer)
    : m_file(file)
    , m_form(form)
    , m_text(file, buffer)
{
}

Result<> CsvRows::read(const CsvRegion& region, const CsvRowIndex& index, std::span<double> target,
    const std::stop_token& stop)
{
    for (std::uint64_t done = 0; done < region.rows; ++done) {
        if (stop.stop_requested())
            return cancelled();
        const std::uint64_t row = region.rowAt(done);
        const std::uint64_t last = region.rowStep == 1 ? region.rowAt(region.rows - 1) : row;
        m_text.expectEnd(index.endOf(last, m_file.size().value));
        if (auto gone = goTo(row, index); !gone)
            return gone;
        const auto values = target.subspan(done * region.columns.count, region.columns.count);
        if (auto read = readRow(region.columns, values); !read)
            return std::unexpected(std::move(read.error()));
    }
    return {};
}

Result<bool> CsvRows::read(const CsvRegion& region, const CsvStride& stride,
    std::span<double> target, const std::stop_token& stop)
{
    const bool isWholeRow = region.columns.count == m_form.columns;
    for (std::uint64_t done = 0; done < region.rows; ++done) {
        if (stop.stop_requested())
            return cancelled();
        const std::uint64_t row = region.rowAt(done);
        const bool isRun = isWholeRow && region.rowStep == 1;
        m_text.expectEnd(
            isRun ? stride.offsetOf(region.row + region.rows) : endOf(region.columns, stride, row));
        if (auto gone = goTo(row, stride); !gone || !*gone)
            return gone;
        const auto values = target.subspan(done * region.columns.count, region.columns.count);
        const auto atEnd = readRow(region.columns, values);
        if (!atEnd && atEnd.error().code == ErrorCode::Malformed)
            return false; // where, only the index knows
        if (!atEnd)
            return std::unexpected(atEnd.error());
        if (!*atEnd)
            continue;
        if (auto skipped = m_text.skipLine(); !skipped)
            return std::unexpected(std::move(skipped.error()));
        m_isInLine = false;
        const bool isLast = row + 1 == stride.rows && m_text.isAtEnd();
        if (!isLast && m_text.position() != stride.offsetOf(row + 1))
            return false;
    }
    return true;
}

// Where the last wanted value of a row is likely to end.
std::uint64_t CsvRows::endOf(
    const CsvColumns& columns, const CsvStride& stride, std::uint64_t row) const
{
    const double share =
        static_cast<double>(columns.first + columns.count) / static_cast<double>(m_form.columns);
    const double bytes = static_cast<double>(stride.bytes) * share;
    return stride.offsetOf(row) + static_cast<std::uint64_t>(bytes) + slackBytes;
}

Result<> CsvRows::goTo(std::uint64_t row, const CsvRowIndex& index)
{
    const CsvPlace known = index.nearestBefore(row);
    const bool isNearer = m_isInLine && m_place.row >= known.row && m_place.row < row;
    if (!isNearer) {
        m_text.seek(known.offset);
        m_place = known;
        m_isInLine = false;
    }
    for (;;) {
        if (m_isInLine) {
            if (auto skipped = m_text.skipLine(); !skipped)
                return skipped;
            ++m_place.line;
            ++m_place.row;
            m_isInLine = false;
        }
        if (auto skipped = skipToRow(); !skipped)
            return skipped;
        if (m_place.row == row)
            return {};
        m_isInLine = true;
    }
}

// Over comments and empty lines.
Result<> CsvRows::skipToRow()
{
    for (;;) {
        if (auto filled = m_text.fill(); !filled)
            return filled;
        const std::string_view text = m_text.view();
        if (text.empty())
            return changed(m_file.path(), m_place.line);
        const auto start = std::ranges::find_if_not(text, isCsvBlank);
        m_text.drop(static_cast<std::size_t>(start - text.begin()));
        if (start == text.end())
            continue;
        m_place.offset = m_text.position();
        if (*start != '#' && !isCsvLineEnd(*start))
            return {};
        if (auto skipped = m_text.skipLine(); !skipped)
            return skipped;
        ++m_place.line;
    }
}

Result<bool> CsvRows::goTo(std::uint64_t row, const CsvStride& stride)
{
    const std::uint64_t offset = stride.offsetOf(row);
    m_place = {row, offset, 0};
    if (m_text.position() == offset && !m_isInLine)
        return true;
    m_isInLine = false;
    const bool isFirst = row == 0;
    m_text.seek(isFirst ? offset : offset - 1);
    if (isFirst)
        return true;
    if (auto filled = m_text.fill(); !filled)
        return std::unexpected(std::move(filled.error()));
    if (m_text.view().empty() || !isCsvLineEnd(m_text.view().front()))
        return false;
    m_text.drop(1);
    return true;
}

Result<bool> CsvRows::readRow(CsvColumns columns, std::span<double> target)
{
    m_isInLine = true;
    auto scanned = scan(columns, target);
    if (!scanned)
        return scanned;
    if (*scanned)
        return columns.first + columns.count == m_form.columns;
    m_text.seek(m_place.offset);
    if (auto parsed = parse(columns, target); !parsed)
        return std::unexpected(std::move(parsed.error()));
    return true;
}

// Tells false where the parser has to look at the row.
Result<bool> CsvRows::scan(CsvColumns columns, std::span<double> target)
{
    CsvRowScan scan(m_form, columns, target, m_numbers);
    for (;;) {
        if (auto filled = m_text.fill(); !filled)
            return std::unexpected(std::move(filled.error()));
        const std::string_view text = m_text.view();
        const char* here = text.data();
        const auto state = scan.scan(here, text.data() + text.size(), m_text.reachesEnd());
        m_text.drop(static_cast<std::size_t>(here - text.data()));
        if (state != CsvRowScan::State::NeedsText)
            return state == CsvRowScan::State::Done;
        if (auto longer = m_text.lengthen(); !longer || !*longer)
            return longer;
    }
}

// Up to the end of the line, which stays.
Result<> CsvRows::parse(CsvColumns columns, std::span<double> target)
{
    CsvParser parser(m_form, m_place.line);
    for (bool isLast = false; !isLast;) {
        if (auto longer = m_text.lengthen(); !longer)
            return std::unexpected(std::move(longer.error()));
        const std::string_view text = m_text.view();
        const std::size_t length = csvLineLength(text);
        isLast = length < text.size() || m_text.reachesEnd();
        const auto parsed = parser.parse(text.substr(0, length), isLast);
        if (!parsed)
            return std::unexpected(csvFaultIn(m_file.path(), parsed.error()));
        m_text.drop(*parsed);
    }
    const auto& values = parser.values();
    if (values.size() != m_form.columns)
        return changed(m_file.path(), m_place.line);
    std::ranges::copy(std::span(values).subspan(columns.first, columns.count), target.begin());
    return {};
}

} // namespace tessera
