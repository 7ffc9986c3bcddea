// SPDX-License-Identifier: MIT
#include "core/source/csv_row_index.h"

#include "core/base/aligned_buffer.h"
#include "core/source/csv_number.h"
#include "core/source/csv_text.h"

#include <algorithm>
#include <cassert>

namespace tessera {

namespace {

constexpr std::size_t pieceBytes = std::size_t{256} << 10U; // stays in the second-level cache

} // namespace

CsvRowIndex::CsvRowIndex(std::size_t maxPlaces)
    : m_maxPlaces(maxPlaces)
{
    assert(maxPlaces >= 2);
}

void CsvRowIndex::addRow(std::uint64_t offset, std::uint64_t line)
{
    if (m_rows == 1)
        m_stride = offset - m_last.offset;
    if (m_rows > 0 && m_irregularLine == 0
        && (offset - m_last.offset != m_stride || line - m_last.line != 1))
        m_irregularLine = m_last.line;
    m_last = {offset, line};
    if (m_rows++ % m_step != 0)
        return;
    if (m_places.size() == m_maxPlaces) {
        for (std::size_t index = 0; 2 * index < m_places.size(); ++index)
            m_places[index] = m_places[2 * index];
        m_places.resize((m_places.size() + 1) / 2);
        m_step *= 2;
        if ((m_rows - 1) % m_step != 0)
            return;
    }
    m_places.push_back(m_last);
}

CsvPlace CsvRowIndex::nearestBefore(std::uint64_t row) const
{
    const std::uint64_t index = std::min<std::uint64_t>(row / m_step, m_places.size() - 1);
    return {index * m_step, m_places[index].offset, m_places[index].line};
}

std::uint64_t CsvRowIndex::endOf(std::uint64_t row, std::uint64_t end) const
{
    const std::uint64_t next = row / m_step + 1;
    return next < m_places.size() ? m_places[next].offset : end;
}

void CsvRowFinder::feed(std::string_view text)
{
    // Most files hold no returns: then one search a line is enough.
    const bool hasReturns = text.contains('\r');
    std::size_t here = 0;
    while (here < text.size()) {
        if (m_isAtStart) {
            if (m_endedWithReturn && text[here] == '\n')
                m_lineStart = m_offset + ++here;
            m_endedWithReturn = false;
            here = std::min(text.find_first_not_of(" \t", here), text.size());
            if (here == text.size())
                break;
            m_isAtStart = isCsvLineEnd(text[here]);
            if (!m_isAtStart && text[here] != '#')
                m_index.addRow(m_lineStart, m_line);
        }
        here = hasReturns ? here + csvLineLength(text.substr(here))
                          : std::min(text.find('\n', here), text.size());
        if (here == text.size())
            break;
        m_endedWithReturn = text[here] == '\r';
        m_lineStart = m_offset + ++here;
        ++m_line;
        m_isAtStart = true;
    }
    m_offset += text.size();
}

Result<CsvRowIndex> indexCsvRows(const PositionedFile& file, std::size_t maxPlaces,
    const std::function<Result<>(ByteCount)>& advance, const CsvPlace& start)
{
    AlignedBuffer buffer(pieceBytes);
    CsvText text(file, buffer.as<char>());
    CsvRowIndex index(maxPlaces);
    text.seek(start.offset);
    if (start.offset == 0)
        if (auto skipped = text.skipUtf8Mark(); !skipped)
            return std::unexpected(std::move(skipped.error()));
    CsvRowFinder finder(index, text.position(), start.line);
    while (!text.isAtEnd()) {
        if (auto filled = text.fill(); !filled)
            return std::unexpected(std::move(filled.error()));
        const std::string_view piece = text.view();
        finder.feed(piece);
        text.drop(piece.size());
        if (auto going = advance({piece.size()}); !going)
            return std::unexpected(std::move(going.error()));
    }
    return index;
}

} // namespace tessera
