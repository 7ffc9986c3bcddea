// SPDX-License-Identifier: MIT
#include "core/source/csv_row_scan.h"

#include <algorithm>

namespace tessera {

namespace {

using Separator = CsvForm::Separator;

constexpr std::ptrdiff_t blockBytes = 64;

// Whether a value begins behind this letter, seen with the one that follows it.
template <bool isBlankSeparated> bool endsValue(char letter, char next, char separator)
{
    if constexpr (isBlankSeparated)
        return isCsvBlank(letter) && !isCsvBlank(next);
    else
        return letter == separator;
}

constexpr bool endsRow(char letter)
{
    return isCsvLineEnd(letter) || letter == '#';
}

struct Skipped {
    const char* next = nullptr; // behind the last separator
    std::uint64_t count = 0;
    bool isOdd = false; // the row ends before that
};

// Goes over up to `count` values by what separates them alone. Each letter is judged with its
// neighbour, so that the last one of the text stays.
template <bool isBlankSeparated>
Skipped skipOver(const char* here, const char* end, char separator, std::uint64_t count)
{
    Skipped skipped{here, 0};
    // Whole blocks are counted without branches.
    while (count - skipped.count > blockBytes && end - here > blockBytes) {
        unsigned values = 0;
        unsigned ends = 0;
        for (std::ptrdiff_t index = 0; index < blockBytes; ++index) {
            values += endsValue<isBlankSeparated>(here[index], here[index + 1], separator) ? 1 : 0;
            ends += endsRow(here[index]) ? 1 : 0;
        }
        if (ends != 0)
            return {here, skipped.count, true};
        skipped.count += values;
        here += blockBytes;
        skipped.next = here;
    }
    for (; end - here > 1 && skipped.count < count; skipped.next = ++here) {
        if (endsRow(*here))
            return {here, skipped.count, true};
        skipped.count += endsValue<isBlankSeparated>(here[0], here[1], separator) ? 1 : 0;
    }
    return skipped;
}

} // namespace

CsvRowScan::CsvRowScan(
    CsvForm form, CsvColumns wanted, std::span<double> target, CsvNumberReader& numbers)
    : m_form(form)
    , m_wanted(wanted)
    , m_numbers(numbers)
    , m_target(target)
    , m_letter(static_cast<char>(form.separator))
{
}

CsvRowScan::State CsvRowScan::scan(const char*& here, const char* end, bool isLast)
{
    for (;;) {
        if (m_isBetween) {
            const State state = takeSeparator(here, end, isLast);
            if (state != State::Done || isComplete())
                return state;
        }
        if (!m_isSkipping)
            here = std::find_if_not(here, end, isCsvBlank);
        if (here == end)
            return isLast ? State::Odd : State::NeedsText;
        const State state =
            m_column < m_wanted.first ? skipValues(here, end) : takeValues(here, end, isLast);
        if (state != State::Done)
            return state == State::NeedsText && isLast ? State::Odd : state;
    }
}

CsvRowScan::State CsvRowScan::skipValues(const char*& here, const char* end)
{
    const std::uint64_t count = m_wanted.first - m_column;
    const Skipped skipped = m_form.separator == Separator::Blank
        ? skipOver<true>(here, end, m_letter, count)
        : skipOver<false>(here, end, m_letter, count);
    here = skipped.next;
    m_column += skipped.count;
    m_isSkipping = skipped.count < count;
    if (skipped.isOdd)
        return State::Odd;
    return m_isSkipping ? State::NeedsText : State::Done;
}

CsvRowScan::State CsvRowScan::takeValues(const char*& here, const char* end, bool isLast)
{
    const auto read = m_numbers.read(here, end, m_letter, m_target);
    std::size_t count = read.count;
    const char* next = read.next;
    if (count == 0) { // the last number of a file may be followed by nothing
        next = isLast ? readCsvNumber(here, end, m_target.front()) : nullptr;
        if (next != end)
            return std::find_if(here, end, endsCsvToken) == end ? State::NeedsText : State::Odd;
        count = 1;
    }
    here = next;
    m_column += count;
    m_target = m_target.subspan(count);
    m_isBetween = true;
    return State::Done;
}

CsvRowScan::State CsvRowScan::takeSeparator(const char*& here, const char* end, bool isLast)
{
    if (isComplete() && m_column < m_form.columns)
        return State::Done;
    const char* const next = std::find_if_not(here, end, isCsvBlank);
    if (next == end && !isLast)
        return State::NeedsText;
    const bool isRowEnd = next == end || endsRow(*next);
    if (isComplete() || isRowEnd) {
        if (!isComplete() || !isRowEnd)
            return State::Odd;
        here = next;
        return State::Done;
    }
    m_isBetween = false;
    if (m_form.separator == Separator::Blank) {
        if (next == here || *next == ',' || *next == ';')
            return State::Odd;
        m_letter = *here;
        here = next;
        return State::Done;
    }
    if (*next != m_letter)
        return State::Odd;
    here = next + 1;
    return State::Done;
}

} // namespace tessera
