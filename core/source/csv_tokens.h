// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/source/csv_dialect.h"
#include "core/source/csv_parser.h"
#include "core/source/text_stream.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tessera {

struct CsvToken {
    enum class Kind : std::uint8_t { Cell, LineEnd, Comment, End };

    Kind kind = Kind::End;
    bool isNumber = false; // a cell
    double number = 0;
    std::string_view text; // of a cell or of (the start of) a comment; until the next token
};

// Takes a text of numbers apart, whatever its dialect; comments go from # to the end of the line
// where # begins it or follows a separator. Slower than CsvParser, which knows the common dialects.
// Threads: one.
class CsvTokens {
public:
    CsvTokens(TextStream& stream, CsvDialect dialect);

    // Errors: those of reading; Malformed with file, line and column where a cell does not end.
    Result<CsvToken> next();

    std::uint64_t line() const { return m_line; } // the one being read, from 1
    std::uint64_t column() const { return m_column; } // cells of the line so far
    // Of the line that has ended last, which the line end's token stands for.
    std::uint64_t endedLine() const { return m_ended.line; }
    std::uint64_t endedColumns() const { return m_ended.columns; }
    Error fault(std::uint64_t column, std::string what) const; // in this line, from 1
    Error faultInEnded(std::uint64_t column, std::string what) const;

private:
    struct Ended {
        std::uint64_t line = 0;
        std::uint64_t columns = 0;
    };

    Result<> refill();
    CsvToken lineEnd();
    CsvToken comment();
    Result<CsvToken> cell();
    const char* skipBlanks(const char* here) const;
    bool isBehind(const char* number) const;
    const char* endOfCell() const;
    void takeText(CsvToken& token, const char* cellEnd) const;
    bool endsCell(const char* here) const;

    TextStream& m_stream;
    CsvDialect m_dialect;
    AlignedBuffer m_buffer;
    const char* m_here = nullptr;
    const char* m_end = nullptr;
    bool m_isLast = false; // nothing follows m_end
    bool m_isStart = true; // of the text
    bool m_isBehindCell = false;
    bool m_isInComment = false; // whose start was given
    std::uint64_t m_line = 1;
    std::uint64_t m_column = 0;
    Ended m_ended;
};

} // namespace tessera
