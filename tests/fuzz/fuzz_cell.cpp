// SPDX-License-Identifier: MIT
// Entries of the disk cache of coarse levels: readEntry() takes what is an entry of the cell that
// was asked for to the last bit, and nothing else; what it takes is the same cell when it is
// written and read again.
//   what to mend (1 byte: 1 the checksum, 2 the head too), rows (1), columns (1), classes (1); the
//   entry is the rest
#include "core/levels/cell_entry.h"
#include "tests/fuzz/fuzz_target.h"

#include <libdeflate.h>

#include <algorithm>
#include <vector>

namespace tessera::fuzz {

namespace {

constexpr std::string_view plane = "/p.h5";
constexpr CellPosition position{3, 1, 2};
constexpr std::size_t mostExtent = 9;
constexpr std::size_t checksumBytes = 4;
constexpr std::size_t headBytes = 72;
constexpr std::size_t flagsOffset = 12;

using Bytes = std::vector<std::byte>;

Bytes written(const MeanCell& cell)
{
    Bytes bytes;
    writeEntry(plane, position, cell, [&](std::span<const std::byte> piece) {
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        return true;
    });
    return bytes;
}

CellPtr readBack(const CellName& name, std::span<const std::byte> entry)
{
    std::span<const std::byte> left = entry;
    CellPtr cell = readEntry(name, entry.size(), [&](std::span<std::byte> piece) {
        if (piece.size() > left.size())
            return false;
        std::ranges::copy(left.first(piece.size()), piece.begin());
        left = left.subspan(piece.size());
        return true;
    });
    check(!cell || left.empty(), "all of an entry is read");
    return cell;
}

bool areSame(const AlignedBuffer& one, const AlignedBuffer& other)
{
    return std::ranges::equal(
        std::span(one.data(), one.size()), std::span(other.data(), other.size()));
}

// One that is nearly empty has a single pixel in it.
void fill(AlignedBuffer& buffer, bool isNearlyEmpty)
{
    const std::span bytes(buffer.data(), buffer.size());
    std::ranges::fill(bytes, std::byte{});
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (!isNearlyEmpty || at == bytes.size() / 2)
            bytes[at] = static_cast<std::byte>(at + 1);
}

// The head that such an entry must have, so that an input comes to what lies behind it.
void mendHead(const CellName& name, Bytes& entry)
{
    constexpr std::size_t uniform = 1;
    constexpr std::size_t counts = 2;
    constexpr std::size_t trimmed = 8;
    if (entry.size() < headBytes)
        return;
    const auto flags = std::to_integer<std::size_t>(entry[flagsOffset]);
    MeanCell cell;
    cell.shape = name.shape;
    cell.classes = name.classes;
    cell.isUniform = (flags & uniform) != 0;
    const std::int64_t pixels = cell.isUniform ? 1 : name.shape.rows * name.shape.columns;
    const auto numbers = static_cast<std::size_t>(pixels * name.classes);
    cell.means = AlignedBuffer(numbers * sizeof(float));
    const bool isNearlyEmpty = (flags & trimmed) != 0;
    fill(cell.means, isNearlyEmpty);
    if ((flags & counts) != 0) {
        cell.counts = AlignedBuffer(numbers * sizeof(std::uint64_t));
        fill(cell.counts, isNearlyEmpty);
    }
    const Bytes whole = written(cell);
    if (whole.size() < headBytes + plane.size())
        return;
    entry.resize(whole.size());
    std::copy_n(whole.begin(), headBytes + plane.size(), entry.begin());
}

void mendChecksum(Bytes& entry)
{
    if (entry.size() < checksumBytes)
        return;
    const std::size_t end = entry.size() - checksumBytes;
    std::uint32_t sum = libdeflate_crc32(0, entry.data(), end);
    for (std::size_t index = 0; index < checksumBytes; ++index, sum >>= 8U)
        entry[end + index] = static_cast<std::byte>(sum);
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    Taker taker(input);
    const std::size_t mended = taker.number(1);
    const auto extent = [&] { return static_cast<std::int64_t>(taker.number(1) % mostExtent); };
    const std::int64_t rows = extent();
    const CellName name{plane, position, {rows, extent()}, extent()};
    const auto rest = taker.rest();
    Bytes entry(rest.begin(), rest.end());
    if ((mended & 2U) != 0)
        mendHead(name, entry);
    if ((mended & 1U) != 0)
        mendChecksum(entry);
    const CellPtr cell = readBack(name, entry);
    if (!cell)
        return;
    check(cell->shape == name.shape && cell->classes == name.classes, "a cell is what was wanted");
    const CellPtr again = readBack(name, written(*cell));
    check(again && again->isUniform == cell->isUniform && areSame(again->means, cell->means)
            && areSame(again->counts, cell->counts),
        "what was read is the same when it is written and read again");
}

} // namespace tessera::fuzz
