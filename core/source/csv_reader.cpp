// SPDX-License-Identifier: MIT
#include "core/source/csv_reader.h"

#include "core/base/path_text.h"
#include "core/source/csv_parser.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <vector>

namespace tessera {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t pieceBytes = 1U << 20U;
constexpr auto utf8Mark = "\xEF\xBB\xBF"sv;

struct Signature {
    std::string_view bytes;
    std::string_view meaning;
};
constexpr std::array signatures{Signature{"\xFF\xFE"sv, "UTF-16 text; save it as plain text"},
    Signature{"\xFE\xFF"sv, "UTF-16 text; save it as plain text"},
    Signature{"\x1F\x8B"sv, "compressed with gzip; unpack it first"},
    Signature{"PK\x03\x04"sv, "a ZIP archive; unpack it first"},
    Signature{"BZh"sv, "compressed with bzip2; unpack it first"},
    Signature{"\xFD"
              "7zXZ"sv,
        "compressed with xz; unpack it first"},
    Signature{"\x28\xB5\x2F\xFD"sv, "compressed with zstd; unpack it first"},
    Signature{"\x89HDF\r\n"sv, "an HDF5 file; give it a name that ends in .h5"},
    Signature{"\x93NUMPY"sv, "a NumPy array, not text"}};

Result<> checkText(std::string_view start, const std::filesystem::path& path)
{
    if (start.empty())
        return fail(ErrorCode::Malformed,
            fmt::format(
                "{} is empty; a class file holds one row of numbers a line.", shownName(path)),
            toUtf8(path));
    for (const auto& signature : signatures)
        if (start.starts_with(signature.bytes))
            return fail(ErrorCode::WrongFormat,
                fmt::format("{} is {}.", shownName(path), signature.meaning), toUtf8(path));
    if (start.substr(0, 4096).find('\0') != std::string_view::npos)
        return fail(ErrorCode::WrongFormat,
            fmt::format("{} is binary or UTF-16, not plain text (it holds NUL bytes); Tessera "
                        "reads numbers as numpy.savetxt writes them.",
                shownName(path)),
            toUtf8(path));
    return {};
}

Error faultIn(const std::filesystem::path& path, const CsvFault& fault)
{
    return {ErrorCode::Malformed,
        fmt::format("{}, line {}, column {} (counted in values): {}.", shownName(path), fault.line,
            fault.column, fault.what),
        toUtf8(path)};
}

// The file's bytes, piece by piece; what the parser could not finish comes again in front.
class PieceReader {
public:
    explicit PieceReader(const std::filesystem::path& path)
        : m_stream(path, std::ios::binary)
        , m_buffer(pieceBytes)
    {
    }

    bool isOpen() const { return m_stream.is_open(); }
    bool hasFailed() const { return m_stream.bad(); }
    bool isAtEnd() const { return m_stream.eof(); }

    ByteCount fill()
    {
        m_stream.read(m_buffer.data() + m_held, static_cast<std::streamsize>(room()));
        const auto count = static_cast<std::size_t>(m_stream.gcount());
        m_held += count;
        return {count};
    }
    std::string_view text() const { return {m_buffer.data(), m_held}; }
    void drop(std::size_t bytes)
    {
        std::copy(m_buffer.data() + bytes, m_buffer.data() + m_held, m_buffer.data());
        m_held -= bytes;
    }

private:
    std::size_t room() const { return m_buffer.size() - m_held; }

    std::ifstream m_stream;
    std::vector<char> m_buffer;
    std::size_t m_held = 0;
};

Result<PlaneShape> readAll(
    PieceReader& reader, const std::filesystem::path& path, const CsvSink& sink)
{
    CsvParser parser;
    for (bool isFirst = true; isFirst || !reader.isAtEnd(); isFirst = false) {
        const auto read = reader.fill();
        if (reader.hasFailed())
            return std::unexpected(systemError(path, std::make_error_code(std::errc::io_error)));
        if (isFirst) {
            if (const auto checked = checkText(reader.text(), path); !checked)
                return std::unexpected(checked.error());
            if (reader.text().starts_with(utf8Mark))
                reader.drop(utf8Mark.size());
        }
        const auto parsed = parser.parse(reader.text(), reader.isAtEnd());
        if (!parsed)
            return std::unexpected(faultIn(path, parsed.error()));
        reader.drop(*parsed);
        if (const auto taken = sink({parser.values(), read, parser.line()}); !taken)
            return std::unexpected(taken.error());
        parser.values().clear();
    }
    return PlaneShape{
        static_cast<std::int64_t>(parser.rows()), static_cast<std::int64_t>(parser.columns())};
}

} // namespace

Result<PlaneShape> readCsv(const std::filesystem::path& path, const CsvSink& sink)
{
    PieceReader reader(path);
    if (!reader.isOpen())
        return std::unexpected(systemError(path, std::error_code(errno, std::generic_category())));
    const auto shape = readAll(reader, path, sink);
    if (shape && shape->rows == 0)
        return fail(ErrorCode::Malformed,
            fmt::format("{} holds no values, only comments or empty lines.", shownName(path)),
            toUtf8(path));
    return shape;
}

} // namespace tessera
