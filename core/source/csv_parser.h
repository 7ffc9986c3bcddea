// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Where in a text something is wrong, both counted from 1; a column is a value, not a letter.
struct CsvFault {
    std::uint64_t line = 0;
    std::uint64_t column = 0; // 0: the line as a whole
    std::string what; // "“cat” is not a number"
};

// What all rows of a text have in common, as its first row tells.
struct CsvForm {
    enum class Separator : char { Unknown = 0, Blank = ' ', Comma = ',', Semicolon = ';' };

    std::uint64_t columns = 0;
    Separator separator = Separator::Unknown; // in rows of one value
};

// Turns text into rows of numbers, as numpy.savetxt writes them: values separated by blanks, or by
// commas, or by semicolons; comments from # to the end of the line; empty lines; line ends LF,
// CRLF or CR. The text comes in pieces, the numbers go out after each.
// Threads: one.
class CsvParser {
public:
    CsvParser() = default;
    explicit CsvParser(std::uint64_t line) // that the text begins with
        : m_line(line)
    {
    }
    // For text from `line` on, which is not the first row of its file.
    CsvParser(CsvForm form, std::uint64_t line);

    // Parses what is complete in `text` and appends its numbers to values(); returns how many bytes
    // that was: the rest must stand at the start of the next piece. `isLast`: nothing follows.
    std::expected<std::size_t, CsvFault> parse(std::string_view text, bool isLast);

    std::vector<double>& values() { return m_values; } // since the caller emptied it
    std::uint64_t columns() const { return m_columns; } // 0 until a row is complete
    std::uint64_t rows() const { return m_rows; } // complete ones, the first of the file too
    CsvForm form() const { return {m_columns, m_separator}; } // once a row is complete
    std::uint64_t line() const { return m_line; } // the one being read, from 1

private:
    using Separator = CsvForm::Separator;

    // Where the token ends, or `here` where more text is needed to know.
    std::expected<const char*, CsvFault> takeToken(const char* here, const char* end, bool isLast);
    std::expected<void, CsvFault> takeValue(double value);
    std::expected<void, CsvFault> takeSeparator(char letter);
    std::expected<void, CsvFault> endRow();
    std::expected<void, CsvFault> endLine(char letter);
    std::unexpected<CsvFault> mixedSeparators(Separator used) const;
    std::unexpected<CsvFault> fault(std::uint64_t column, std::string what) const;

    std::vector<double> m_values;
    std::uint64_t m_columns = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_line = 1;
    std::uint64_t m_column = 0; // values of this row so far
    Separator m_separator = Separator::Unknown; // of the whole text, by its first use
    Separator m_pending = Separator::Unknown; // since the last value of this row
    bool m_isComment = false;
    bool m_endedWithReturn = false; // a line feed now belongs to that return
};

} // namespace tessera
