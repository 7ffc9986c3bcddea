// SPDX-License-Identifier: MIT
// Numbers of text files: the same bits as fast_float reads, by all ways.
#include "core/source/csv_number.h"
#include "tests/fuzz/fuzz_target.h"

#include <array>
#include <bit>
#include <cstdint>
#include <fast_float/fast_float.h>
#include <memory>
#include <string>

namespace tessera::fuzz {

namespace {

bool areSameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

void compareOne(const std::string& text)
{
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    double ours = 0;
    const char* const next = readCsvNumber(begin, end, ours);
    double theirs = 0;
    const auto reference = fast_float::from_chars(begin, end, theirs);
    const bool isNumber = reference.ec == std::errc();
    check((next != nullptr) == isNumber, "what is a number is one");
    if (!isNumber)
        return;
    check(next == reference.ptr, "a number ends where it ends");
    check(areSameBits(ours, theirs), "a number has the same bits");
}

// Runs of numbers are what one by one is.
void compareRun(const std::string& text, char separator)
{
    constexpr std::size_t most = 64;
    static const auto reader = std::make_unique<CsvNumberReader>();
    std::array<double, most> values{};
    const char* here = text.data();
    const char* const end = here + text.size();
    const CsvNumbers run = reader->read(here, end, separator, values);
    check(run.count <= most && run.next >= here && run.next <= end, "a run is inside the text");
    for (std::size_t index = 0; index < run.count; ++index) {
        double value = 0;
        here = readCsvNumber(here, end, value);
        check(here != nullptr, "a number of a run is a number");
        check(areSameBits(value, values.at(index)), "a number of a run has the same bits");
        if (index + 1 < run.count)
            check(here < end && *here++ == separator, "one separator stands between two");
    }
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    const std::string text(textOf(input)); // with its own end, for the sanitizer
    compareOne(text);
    for (const char separator : {' ', ',', ';'})
        compareRun(text, separator);
}

} // namespace tessera::fuzz
