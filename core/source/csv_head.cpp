// SPDX-License-Identifier: MIT
#include "core/source/csv_head.h"

#include "core/base/aligned_buffer.h"
#include "core/base/path_text.h"
#include "core/source/csv_number.h"
#include "core/source/csv_row_index.h"
#include "core/source/csv_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace tessera {

namespace {

constexpr std::size_t pieceBytes = std::size_t{64} << 10U;
constexpr std::uint64_t samples = 16; // rows whose start is looked at
constexpr std::size_t mostPlaces = 2; // the first two rows are all that is wanted here

// Reads on until two rows have begun and one is complete, or to the end of the file.
class HeadReader {
public:
    HeadReader(const PositionedFile& file, const CsvPlace& start)
        : m_file(file)
        , m_start(start)
        , m_buffer(pieceBytes)
        , m_text(file, m_buffer.as<char>())
    {
    }

    Result<> read()
    {
        if (auto begun = begin(); !begun)
            return begun;
        CsvRowFinder finder(m_index, m_text.position(), m_start.line);
        do {
            if (auto taken = takePiece(finder); !taken)
                return taken;
        } while (!m_isWhole && (m_index.rows() < 2 || m_parser.rows() < 1));
        if (m_parser.rows() == 0)
            return fail(ErrorCode::Malformed,
                fmt::format(
                    "{} holds no values, only comments or empty lines.", shownName(m_file.path())),
                toUtf8(m_file.path()));
        return {};
    }

    bool isWhole() const { return m_isWhole; }
    CsvForm form() const { return m_parser.form(); }
    const CsvRowIndex& index() const { return m_index; }

private:
    Result<> begin()
    {
        if (m_start.offset > m_file.size().value)
            return fail(ErrorCode::Malformed,
                fmt::format("{} has become shorter since its first lines were read; open it again.",
                    shownName(m_file.path())),
                toUtf8(m_file.path()));
        m_text.seek(m_start.offset);
        if (auto filled = m_text.fill(); !filled || m_start.offset > 0)
            return filled;
        if (auto checked = checkPlainText(m_text.view(), m_file.path()); !checked)
            return checked;
        return m_text.skipUtf8Mark();
    }

    Result<> takePiece(CsvRowFinder& finder)
    {
        if (auto filled = m_text.lengthen(); !filled)
            return std::unexpected(std::move(filled.error()));
        const std::string_view piece = m_text.view();
        m_isWhole = m_text.reachesEnd();
        const auto parsed = m_parser.parse(piece, m_isWhole);
        if (!parsed)
            return std::unexpected(csvFaultIn(m_file.path(), parsed.error()));
        m_parser.values().clear();
        finder.feed(piece.substr(0, *parsed));
        m_text.drop(*parsed);
        return {};
    }

    const PositionedFile& m_file;
    CsvPlace m_start;
    AlignedBuffer m_buffer;
    CsvText m_text;
    CsvParser m_parser{m_start.line};
    CsvRowIndex m_index{mostPlaces};
    bool m_isWhole = false;
};

// Whether a line ends before `offset` and a row seems to begin there.
Result<bool> beginsRow(const PositionedFile& file, std::uint64_t offset)
{
    std::array<char, 2> letters{};
    if (auto read = file.read(offset - 1, std::as_writable_bytes(std::span(letters))); !read)
        return std::unexpected(std::move(read.error()));
    return isCsvLineEnd(letters[0]) && !isCsvLineEnd(letters[1]) && letters[1] != '#';
}

Result<bool> endsLine(const PositionedFile& file)
{
    std::array<char, 1> letter{};
    const auto offset = file.size().value - letter.size();
    if (auto read = file.read(offset, std::as_writable_bytes(std::span(letter))); !read)
        return std::unexpected(std::move(read.error()));
    return isCsvLineEnd(letter[0]);
}

// All but the last line end are sure to be `stride` apart only where they are looked at.
Result<std::optional<CsvStride>> findStride(const PositionedFile& file, const CsvRowIndex& index)
{
    const std::uint64_t bytes = file.size().value - index.firstOffset();
    if (index.rows() < 2 || index.irregularLine() != 0)
        return std::nullopt;
    const auto hasLastEnd = endsLine(file);
    if (!hasLastEnd)
        return std::unexpected(hasLastEnd.error());
    const std::uint64_t missing = *hasLastEnd ? 0 : 1; // or two, in a file with CR and LF
    CsvStride stride{index.firstOffset(), index.stride(), (bytes + missing) / index.stride()};
    if (stride.rows * stride.bytes != bytes + missing)
        return std::nullopt;
    for (std::uint64_t sample = 1; sample <= samples; ++sample) {
        const std::uint64_t row = (stride.rows - 1) * sample / samples;
        const auto isThere = row == 0 ? true : beginsRow(file, stride.offsetOf(row));
        if (!isThere)
            return std::unexpected(isThere.error());
        if (!*isThere)
            return std::nullopt;
    }
    return stride;
}

} // namespace

Result<CsvHead> readCsvHead(const PositionedFile& file, const CsvPlace& start)
{
    HeadReader reader(file, start);
    if (auto read = reader.read(); !read)
        return std::unexpected(std::move(read.error()));
    CsvHead head{reader.form(), std::nullopt};
    if (reader.isWhole())
        return head;
    auto stride = findStride(file, reader.index());
    if (!stride)
        return std::unexpected(std::move(stride.error()));
    head.stride = *stride;
    return head;
}

Error csvFaultIn(const std::filesystem::path& path, const CsvFault& fault)
{
    return {ErrorCode::Malformed,
        fmt::format("{}, line {}, column {} (counted in values): {}.", shownName(path), fault.line,
            fault.column, fault.what),
        toUtf8(path)};
}

} // namespace tessera
