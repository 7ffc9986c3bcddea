// SPDX-License-Identifier: MIT
#include "core/levels/cell_entry.h"

#include "core/base/checked.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace tessera {

namespace {

constexpr std::string_view magic = "tsr-cell";
constexpr std::uint32_t formatVersion = 1; // of the layout, and of how means are made
constexpr std::uint32_t uniformFlag = 1;
constexpr std::uint32_t countsFlag = 2;
constexpr std::uint32_t bigEndianFlag = 4;
constexpr std::uint32_t ownByteOrder = std::endian::native == std::endian::big ? bigEndianFlag : 0;

constexpr std::size_t checksumBytes = 4;
constexpr std::size_t flagsOffset = 12;
constexpr std::size_t headBytes = 72;
using Head = std::array<std::byte, headBytes>;

void putNumber(std::span<std::byte> place, std::uint64_t value)
{
    constexpr unsigned bitsOfByte = 8;
    for (std::byte& byte : place) {
        byte = static_cast<std::byte>(value);
        value >>= bitsOfByte;
    }
}

std::uint64_t numberAt(std::span<const std::byte> place)
{
    constexpr unsigned bitsOfByte = 8;
    std::uint64_t value = 0;
    for (std::size_t index = place.size(); index > 0; --index)
        value = value << bitsOfByte | std::to_integer<std::uint64_t>(place[index - 1]);
    return value;
}

struct Layout {
    std::uint32_t flags = 0;
    std::uint64_t meanBytes = 0;
    std::uint64_t countBytes = 0;

    bool isUniform() const { return (flags & uniformFlag) != 0; }
    std::uint64_t total(std::size_t nameBytes) const // smaller than a claim of 2^63 bytes
    {
        return headBytes + nameBytes + meanBytes + countBytes + checksumBytes;
    }
};

// Empty where there is no such cell.
std::optional<Layout> layoutOf(const CellName& name, std::uint32_t flags)
{
    constexpr std::uint64_t mostNumbers = std::uint64_t{1} << 40U;
    if (name.shape.rows < 1 || name.shape.columns < 1 || name.classes < 1
        || name.plane.size() > longestPlaneName
        || (flags & ~(uniformFlag | countsFlag)) != ownByteOrder)
        return std::nullopt;
    const bool isUniform = (flags & uniformFlag) != 0;
    const std::array<std::uint64_t, 3> extents{
        isUniform ? 1 : static_cast<std::uint64_t>(name.shape.rows),
        isUniform ? 1 : static_cast<std::uint64_t>(name.shape.columns),
        static_cast<std::uint64_t>(name.classes)};
    const auto numbers = checkedProduct(extents);
    if (!numbers || *numbers > mostNumbers)
        return std::nullopt;
    const bool hasCounts = (flags & countsFlag) != 0;
    return Layout{
        flags, *numbers * sizeof(float), hasCounts ? *numbers * sizeof(std::uint64_t) : 0};
}

Head headOf(const CellName& name, const Layout& layout)
{
    Head head{};
    std::size_t at = 0;
    const auto put = [&](std::uint64_t value, std::size_t bytes) {
        putNumber(std::span(head).subspan(at, bytes), value);
        at += bytes;
    };
    std::ranges::copy(std::as_bytes(std::span(magic)), head.begin());
    at = magic.size();
    put(formatVersion, 4);
    put(layout.flags, 4);
    put(static_cast<std::uint32_t>(name.position.level), 4);
    put(static_cast<std::uint32_t>(name.position.row), 4);
    put(static_cast<std::uint32_t>(name.position.column), 4);
    put(name.plane.size(), 4);
    put(static_cast<std::uint64_t>(name.shape.rows), 8);
    put(static_cast<std::uint64_t>(name.shape.columns), 8);
    put(static_cast<std::uint64_t>(name.classes), 8);
    put(layout.meanBytes, 8);
    put(layout.countBytes, 8);
    return head;
}

std::uint32_t flagsOf(const MeanCell& cell)
{
    return ownByteOrder | (cell.isUniform ? uniformFlag : 0)
        | (cell.counts.size() > 0 ? countsFlag : 0);
}

std::optional<Layout> layoutOf(const CellName& name, const MeanCell& cell)
{
    const auto layout = layoutOf(name, flagsOf(cell));
    const bool fits = layout && cell.means.size() == layout->meanBytes
        && cell.counts.size() == layout->countBytes;
    return fits ? layout : std::nullopt;
}

std::span<const std::byte> bytesOf(const AlignedBuffer& buffer)
{
    return {buffer.data(), buffer.size()};
}

// Adds up what passes.
class Checksum {
public:
    void add(std::span<const std::byte> bytes)
    {
        if (!bytes.empty()) // no bytes at no place would begin anew
            m_value = libdeflate_crc32(m_value, bytes.data(), bytes.size());
    }
    std::array<std::byte, checksumBytes> bytes() const
    {
        std::array<std::byte, checksumBytes> text{};
        putNumber(text, m_value);
        return text;
    }

private:
    std::uint32_t m_value = 0;
};

} // namespace

std::uint64_t entryBytes(std::string_view plane, const MeanCell& cell)
{
    const auto layout = layoutOf({plane, {}, cell.shape, cell.classes}, cell);
    return layout ? layout->total(plane.size()) : 0;
}

bool writeEntry(
    std::string_view plane, CellPosition position, const MeanCell& cell, const EntryWriter& write)
{
    const CellName name{plane, position, cell.shape, cell.classes};
    const auto layout = layoutOf(name, cell);
    if (!layout)
        return false;
    const Head head = headOf(name, *layout);
    Checksum checksum;
    for (const auto piece : {std::span<const std::byte>(head), std::as_bytes(std::span(plane)),
             bytesOf(cell.means), bytesOf(cell.counts)}) {
        checksum.add(piece);
        if (!piece.empty() && !write(piece))
            return false;
    }
    return write(checksum.bytes());
}

CellPtr readEntry(const CellName& name, std::uint64_t fileBytes, const EntryReader& read)
{
    Head head{};
    if (fileBytes < headBytes || !read(head))
        return nullptr;
    const auto layout = layoutOf(
        name, static_cast<std::uint32_t>(numberAt(std::span(head).subspan(flagsOffset, 4))));
    if (!layout || fileBytes != layout->total(name.plane.size()) || head != headOf(name, *layout))
        return nullptr;
    std::string plane(name.plane.size(), '\0');
    if (!read(std::as_writable_bytes(std::span(plane))) || plane != name.plane)
        return nullptr;
    auto cell = std::make_shared<MeanCell>();
    cell->shape = name.shape;
    cell->classes = name.classes;
    cell->isUniform = layout->isUniform();
    cell->means = AlignedBuffer(layout->meanBytes);
    cell->counts = AlignedBuffer(layout->countBytes);
    Checksum checksum;
    checksum.add(head);
    checksum.add(std::as_bytes(std::span(plane)));
    for (AlignedBuffer* buffer : {&cell->means, &cell->counts}) {
        if (buffer->size() > 0 && !read({buffer->data(), buffer->size()}))
            return nullptr;
        checksum.add(bytesOf(*buffer));
    }
    std::array<std::byte, checksumBytes> kept{};
    return read(kept) && kept == checksum.bytes() ? cell : nullptr;
}

} // namespace tessera
