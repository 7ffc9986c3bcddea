// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/csv_number.h"
#include "core/source/csv_parser.h"

#include <cstdint>
#include <span>

namespace tessera {

// Some neighbouring values of a row, in columns.
struct CsvColumns {
    std::uint64_t first = 0;
    std::uint64_t count = 0; // at least 1
};

// Reads some values of one row, whose text comes piece by piece, in the forms that most files have.
// What is not plainly such a form (an error, or what CsvParser knows better) is left to it.
// Threads: one.
class CsvRowScan {
public:
    enum class State : std::uint8_t { NeedsText, Done, Odd };

    CsvRowScan(CsvForm form, CsvColumns wanted, std::span<double> target, CsvNumberReader& numbers);

    // `here` moves behind what is done with; the rest must be at the start of the next piece.
    // `isLast`: nothing follows. Done: `here` is behind the last wanted value; where that is the
    // row's last one, the row ends there.
    State scan(const char*& here, const char* end, bool isLast);

private:
    State skipValues(const char*& here, const char* end);
    State takeValues(const char*& here, const char* end, bool isLast);
    State takeSeparator(const char*& here, const char* end, bool isLast);
    bool isComplete() const { return m_column == m_wanted.first + m_wanted.count; }

    CsvForm m_form;
    CsvColumns m_wanted;
    CsvNumberReader& m_numbers;
    std::span<double> m_target; // for the values still to come
    std::uint64_t m_column = 0; // of the next value
    bool m_isBetween = false; // behind a value, what separates it from the next is to come
    bool m_isSkipping = false; // a piece ended before the first wanted value
    char m_letter = 0; // that separates values, as the last value was followed by
};

} // namespace tessera
