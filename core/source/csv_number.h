// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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

// Reads all of `token` as a number; tells false where it is none. As numpy writes and reads: also
// with a leading plus, and numbers beyond the range of double (as infinity). Threads: any.
bool parseCsvNumber(std::string_view token, double& value);

struct CsvNumbers {
    const char* next = nullptr; // behind the last number, or where there was none
    std::size_t count = 0;
};

// Reads runs of numbers. What it read lately it knows again by its text: the probabilities of a
// random forest are few different ones, a share of trees each.
// Threads: one.
class CsvNumberReader {
public:
    CsvNumberReader();

    // Numbers with just one `separator` between them, as many as `target` has room for; stops early
    // before anything else. A number counts only if the text goes on with what ends a token.
    CsvNumbers read(const char* here, const char* end, char separator, std::span<double> target);

private:
    using Text = std::array<std::uint64_t, 3>; // of a number in the form of "%.18e", less its sign
    struct Known {
        Text text{};
        double value = 0;
    };
    static constexpr unsigned knownBits = 9; // 16 KB, half of a first-level cache

    const char* readAgain(const char* here, const char* end, double& value);
    template <bool isAgain>
    CsvNumbers readRun(const char* here, const char* end, char separator, std::span<double> target);
    void judge(bool isAgain, std::size_t count);

    std::array<Known, std::size_t{1} << knownBits> m_known;
    std::size_t m_tried = 0; // numbers, and how many of them were not known
    std::size_t m_missed = 0;
    std::size_t m_plainNumbers = 0; // to read without looking whether they are known
};

} // namespace tessera
