// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace tessera {

// Where a row of numbers begins in a text file.
struct CsvPlace {
    std::uint64_t row = 0;
    std::uint64_t offset = 0; // in bytes
    std::uint64_t line = 1; // lines are more than rows: comments and empty lines count

    friend bool operator==(const CsvPlace&, const CsvPlace&) = default;
};

// Places of every first, second, fourth … row, so that they are never more than `maxPlaces`.
// Threads: one while rows are added, any afterwards.
class CsvRowIndex {
public:
    explicit CsvRowIndex(std::size_t maxPlaces); // at least 2

    void addRow(std::uint64_t offset, std::uint64_t line);

    std::uint64_t rows() const { return m_rows; }
    std::size_t places() const { return m_places.size(); }
    CsvPlace nearestBefore(std::uint64_t row) const; // or of that row itself; there are rows
    // An offset behind everything of `row`, as near as is known; `end` where nothing is.
    std::uint64_t endOf(std::uint64_t row, std::uint64_t end) const;

    std::uint64_t firstOffset() const { return m_places.empty() ? 0 : m_places.front().offset; }
    std::uint64_t stride() const { return m_stride; } // bytes from the first row to the second
    // The first line after which a row does not begin as far on as the second after the first, with
    // nothing but rows before it; 0 where there is none.
    std::uint64_t irregularLine() const { return m_irregularLine; }

private:
    struct Entry {
        std::uint64_t offset = 0;
        std::uint64_t line = 0;
    };

    std::size_t m_maxPlaces;
    std::vector<Entry> m_places; // of rows 0, m_step, 2 m_step …
    std::uint64_t m_step = 1;
    std::uint64_t m_rows = 0;
    std::uint64_t m_stride = 0;
    std::uint64_t m_irregularLine = 0;
    Entry m_last;
};

// Finds the rows in a text that comes piece by piece.
// Threads: one.
class CsvRowFinder {
public:
    CsvRowFinder(CsvRowIndex& index, std::uint64_t offset, std::uint64_t line = 1) // first piece's
        : m_index(index)
        , m_offset(offset)
        , m_lineStart(offset)
        , m_line(line)
    {
    }

    void feed(std::string_view text);

private:
    CsvRowIndex& m_index;
    std::uint64_t m_offset;
    std::uint64_t m_lineStart;
    std::uint64_t m_line;
    bool m_isAtStart = true; // of a line: nothing but blanks since
    bool m_endedWithReturn = false; // a line feed now belongs to that return
};

// The index of a file from `start` on, in one pass that looks at line ends only. `advance` is told
// the bytes of each piece; an error ends the pass. Threads: any; blocks while it reads.
Result<CsvRowIndex> indexCsvRows(const PositionedFile& file, std::size_t maxPlaces,
    const std::function<Result<>(ByteCount)>& advance, const CsvPlace& start = {});

} // namespace tessera
