// SPDX-License-Identifier: MIT
// Text in pieces is read as text at once, faults included.
//   length of a piece (1 byte), then the text
#include "core/source/csv_parser.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>

namespace tessera::fuzz {

namespace {

struct Outcome {
    std::vector<double> values;
    std::optional<CsvFault> fault;
    std::uint64_t columns = 0;
    std::uint64_t rows = 0;
};

Outcome parse(std::string_view text, std::size_t piece)
{
    CsvParser parser;
    Outcome outcome;
    std::string held;
    for (std::size_t at = 0; at <= text.size() && !outcome.fault; at += piece) {
        held += text.substr(at, piece);
        const bool isLast = at + piece > text.size();
        const auto used = parser.parse(held, isLast);
        if (used) {
            check(*used <= held.size(), "no more is used than there is");
            check(!isLast || *used == held.size(), "at the end all is used");
            held.erase(0, *used);
        } else {
            outcome.fault = used.error();
        }
    }
    outcome.values = parser.values();
    outcome.columns = parser.columns();
    outcome.rows = parser.rows();
    return outcome;
}

bool areSameBits(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double one, double other) {
        return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other);
    });
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    Taker taker(input);
    const std::size_t piece = taker.number(1) + 1;
    const std::string text(textOf(taker.rest()));
    const Outcome whole = parse(text, text.size() + 1);
    const Outcome pieces = parse(text, piece);
    check(whole.fault.has_value() == pieces.fault.has_value(), "a fault is one in pieces too");
    check(whole.rows == pieces.rows, "rows are the same in pieces");
    check(areSameBits(whole.values, pieces.values), "values are the same in pieces");
    if (whole.fault) {
        check(whole.fault->line == pieces.fault->line, "a fault is in the same line in pieces");
        check(whole.fault->column == pieces.fault->column, "and in the same column");
        check(!whole.fault->what.empty(), "a fault says something");
        return;
    }
    check(whole.values.size() == whole.rows * whole.columns, "all rows are full");
}

} // namespace tessera::fuzz
