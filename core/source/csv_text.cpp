// SPDX-License-Identifier: MIT
#include "core/source/csv_text.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tessera {

namespace {

using namespace std::string_view_literals;

constexpr auto utf8Mark = "\xEF\xBB\xBF"sv;
constexpr std::size_t leastRead = 4096; // a call of the system for less is not worth it

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

} // namespace

CsvText::CsvText(const PositionedFile& file, std::span<char> buffer)
    : m_file(file)
    , m_buffer(buffer)
{
}

void CsvText::seek(std::uint64_t offset)
{
    if (offset >= m_start && offset - m_start <= m_held) {
        m_taken = static_cast<std::size_t>(offset - m_start);
        return;
    }
    m_start = offset;
    m_held = 0;
    m_taken = 0;
}

Result<> CsvText::fill()
{
    return view().empty() && !isAtEnd() ? load() : Result<>();
}

Result<bool> CsvText::lengthen()
{
    const auto before = view().size();
    if (reachesEnd() || before == m_buffer.size())
        return false;
    if (auto loaded = load(); !loaded)
        return std::unexpected(std::move(loaded.error()));
    return true;
}

Result<> CsvText::load()
{
    if (m_taken > 0) {
        const auto kept = view();
        std::ranges::copy(kept, m_buffer.begin());
        m_start = position();
        m_held = kept.size();
        m_taken = 0;
    }
    const std::uint64_t from = m_start + m_held;
    std::uint64_t count = std::min<std::uint64_t>(m_buffer.size() - m_held, size() - from);
    if (m_expectedEnd != 0) {
        const std::uint64_t expected = m_expectedEnd > from ? m_expectedEnd - from : 0;
        count = std::min(count, std::max<std::uint64_t>(expected, leastRead));
    }
    const auto target = m_buffer.subspan(m_held, static_cast<std::size_t>(count));
    if (auto read = m_file.read(from, std::as_writable_bytes(target)); !read)
        return read;
    m_held += target.size();
    return {};
}

Result<> CsvText::skipUtf8Mark()
{
    if (auto filled = fill(); !filled)
        return filled;
    if (view().starts_with(utf8Mark))
        drop(utf8Mark.size());
    return {};
}

Result<> CsvText::skipLine()
{
    bool isReturn = false;
    for (;;) {
        if (auto filled = fill(); !filled)
            return filled;
        const std::string_view text = view();
        if (text.empty())
            return {};
        if (isReturn) { // a line feed belongs to it
            drop(text.front() == '\n' ? 1 : 0);
            return {};
        }
        const std::size_t length = csvLineLength(text);
        drop(std::min(length + 1, text.size()));
        if (length == text.size())
            continue;
        if (text[length] == '\n')
            return {};
        isReturn = true;
    }
}

std::size_t csvLineLength(std::string_view text)
{
    const std::size_t toFeed = std::min(text.find('\n'), text.size());
    return std::min(text.substr(0, toFeed).find('\r'), toFeed);
}

Result<> checkPlainText(std::string_view start, const std::filesystem::path& path)
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

} // namespace tessera
