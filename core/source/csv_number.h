// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace tessera {

constexpr bool isCsvBlank(char letter)
{
    return letter == ' ' || letter == '\t';
}

constexpr bool isCsvLineEnd(char letter)
{
    return letter == '\n' || letter == '\r';
}

constexpr bool endsCsvToken(char letter)
{
    return isCsvBlank(letter) || isCsvLineEnd(letter) || letter == ',' || letter == ';'
        || letter == '#';
}

// Reads the number that begins at `here` into `value`, with the same bits as
// fast_float::from_chars, and tells where it ends; null where that finds no number or one beyond
// the range of double. What numpy.savetxt writes ("%.18e") is read several times as fast.
// Threads: any.
const char* readCsvNumber(const char* here, const char* end, double& value);

struct CsvNumbers {
    const char* next = nullptr; // behind the last number, or where there was none
    std::size_t count = 0;
};

// Reads numbers with just one `separator` between them, as many as `target` has room for, and stops
// early before anything else: a number counts only if the text goes on with what ends a token.
// Threads: any.
CsvNumbers readCsvNumbers(
    const char* here, const char* end, char separator, std::span<double> target);

} // namespace tessera
