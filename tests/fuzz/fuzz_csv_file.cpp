// SPDX-License-Identifier: MIT
// A text file: what is read of it here and there is what reading it all gives.
//   first row, rows, step, first column, columns (1 byte each), then the text
#include "core/source/csv_file.h"
#include "core/source/csv_parser.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/memory_file.h"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace tessera::fuzz {

namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";

// All of it, in the one way that needs no index and no claim.
struct Reference {
    std::vector<double> values;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
};

std::optional<Reference> referenceOf(std::string_view text)
{
    if (text.starts_with(utf8Mark))
        text.remove_prefix(utf8Mark.size());
    CsvParser parser;
    if (!parser.parse(text, true))
        return std::nullopt;
    return Reference{parser.values(), parser.rows(), parser.columns()};
}

// As much of it as the file has.
CsvRegion takeRegion(Taker& taker, std::uint64_t rows, std::uint64_t columns)
{
    CsvRegion region;
    region.row = taker.number(1) % rows;
    region.rowStep = 1 + taker.number(1) % 5;
    region.rows = 1 + taker.number(1) % ((rows - region.row + region.rowStep - 1) / region.rowStep);
    region.columns.first = taker.number(1) % columns;
    region.columns.count = 1 + taker.number(1) % (columns - region.columns.first);
    return region;
}

void compare(const Reference& reference, const CsvRegion& region, std::span<const double> values)
{
    std::size_t index = 0;
    for (std::uint64_t row = 0; row < region.rows; ++row)
        for (std::uint64_t column = 0; column < region.columns.count; ++column) {
            const std::uint64_t at =
                region.rowAt(row) * reference.columns + region.columns.first + column;
            check(std::bit_cast<std::uint64_t>(values[index])
                    == std::bit_cast<std::uint64_t>(reference.values[at]),
                "a part is as the whole");
            ++index;
        }
}

void readPart(const CsvFile& file, Taker taker, const std::optional<Reference>& reference)
{
    constexpr std::uint64_t mostValues = 1U << 16U;
    constexpr std::size_t textBytes = 4096;
    const std::uint64_t rows = file.rows().value_or(0);
    const std::uint64_t columns = file.columns();
    check(columns > 0, "a file that opened has columns");
    if (rows == 0)
        return;
    const CsvRegion region = takeRegion(taker, rows, columns);
    if (region.rows * region.columns.count > mostValues)
        return;
    std::vector<double> values(region.rows * region.columns.count);
    std::array<char, textBytes> text{};
    const auto read = file.read(region, values, text, {});
    if (read && reference && file.rows() == reference->rows)
        compare(*reference, region, values);
    check(read || !read.error().message.empty(), "an error says something");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    static const MemoryFile memory;
    constexpr std::size_t regionBytes = 5;
    constexpr std::size_t maxPlaces = 8; // so that the index is sparse
    Taker taker(input);
    const Taker region(taker.bytes(regionBytes));
    const std::string_view text = textOf(taker.rest());
    memory.hold(text);
    const auto file = CsvFile::open(memory.path(), true, maxPlaces);
    if (!file) {
        check(!file.error().message.empty(), "an error says something");
        return;
    }
    const auto reference = referenceOf(text);
    if (reference)
        check((*file)->columns() == reference->columns, "columns are as in the whole");
    readPart(**file, region, reference); // by what the head claims, where it claims anything
    if (!(*file)->makeIndex([](ByteCount) { }, {}))
        return;
    readPart(**file, region, reference);
}

} // namespace tessera::fuzz
