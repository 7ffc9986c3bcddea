// SPDX-License-Identifier: MIT
#include "core/levels/cell_entry.h"

#include "core/base/checked.h"
#include "core/levels/trimmed_cell.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace tessera {

namespace {

constexpr std::string_view magic = "tsr-cell";
constexpr std::uint32_t formatVersion = 2; // of the layout, and of how means are made
constexpr std::uint32_t uniformFlag = 1;
constexpr std::uint32_t countsFlag = 2;
constexpr std::uint32_t bigEndianFlag = 4;
constexpr std::uint32_t trimmedFlag = 8;
constexpr std::uint32_t ownByteOrder = std::endian::native == std::endian::big ? bigEndianFlag : 0;

constexpr std::size_t checksumBytes = 4;
constexpr std::size_t flagsOffset = 12;
constexpr std::size_t meanBytesOffset = 56;
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
    std::uint64_t spanBytes = 0;
    std::uint64_t meanBytes = 0;
    std::uint64_t countBytes = 0;

    bool isUniform() const { return (flags & uniformFlag) != 0; }
    bool isTrimmed() const { return (flags & trimmedFlag) != 0; }
    std::uint64_t total(std::size_t nameBytes) const // smaller than a claim of 2^63 bytes
    {
        return headBytes + nameBytes + spanBytes + meanBytes + countBytes + checksumBytes;
    }
};

// Means of all pixels of the cell; empty where there is no such cell.
std::optional<std::uint64_t> meansOf(const CellName& name)
{
    constexpr std::uint64_t mostNumbers = std::uint64_t{1} << 40U;
    if (name.shape.rows < 1 || name.shape.columns < 1 || name.classes < 1
        || name.plane.size() > longestPlaneName)
        return std::nullopt;
    const std::array<std::uint64_t, 3> extents{static_cast<std::uint64_t>(name.shape.rows),
        static_cast<std::uint64_t>(name.shape.columns), static_cast<std::uint64_t>(name.classes)};
    const auto numbers = checkedProduct(extents);
    return numbers && *numbers <= mostNumbers ? numbers : std::nullopt;
}

// `meanBytes` matter where the cell is trimmed only. Empty where there is no such cell.
std::optional<Layout> layoutOf(const CellName& name, std::uint32_t flags, std::uint64_t meanBytes)
{
    constexpr std::uint32_t known = uniformFlag | countsFlag | trimmedFlag;
    const auto all = meansOf(name);
    Layout layout{flags, 0, 0, 0};
    if (!all || (flags & ~known) != ownByteOrder || (layout.isUniform() && layout.isTrimmed()))
        return std::nullopt;
    const std::uint64_t pixelBytes = static_cast<std::uint64_t>(name.classes) * sizeof(float);
    layout.meanBytes = layout.isUniform() ? pixelBytes : *all * sizeof(float);
    if (layout.isTrimmed()) {
        if (meanBytes == 0 || meanBytes % pixelBytes != 0 || meanBytes > layout.meanBytes)
            return std::nullopt;
        layout.meanBytes = meanBytes;
        layout.spanBytes = static_cast<std::uint64_t>(name.shape.rows) * sizeof(RowSpan);
    }
    if ((flags & countsFlag) != 0)
        layout.countBytes = layout.meanBytes / sizeof(float) * sizeof(std::uint64_t);
    return layout;
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

std::span<const std::byte> bytesOf(const AlignedBuffer& buffer)
{
    return {buffer.data(), buffer.size()};
}

// A cell as it is written: what nearly nothing is in takes little.
struct Entry {
    std::optional<TrimmedCell> trimmed;
    Layout layout;
    std::array<std::span<const std::byte>, 3> pieces; // spans, means, counts

    bool isSound() const // its buffers are those of its shape
    {
        return pieces[0].size() == layout.spanBytes && pieces[1].size() == layout.meanBytes
            && pieces[2].size() == layout.countBytes;
    }
};

std::optional<Entry> entryOf(const CellName& name, const MeanCell& cell)
{
    Entry entry{trimmed(cell), {}, {}};
    const auto& small = entry.trimmed;
    entry.pieces = {small ? bytesOf(small->spans) : std::span<const std::byte>(),
        bytesOf(small ? small->means : cell.means), bytesOf(small ? small->counts : cell.counts)};
    const std::uint32_t flags = ownByteOrder | (cell.isUniform ? uniformFlag : 0)
        | (cell.counts.size() > 0 ? countsFlag : 0) | (small ? trimmedFlag : 0);
    const auto layout = layoutOf(name, flags, entry.pieces[1].size());
    entry.layout = layout.value_or(Layout{});
    return layout && entry.isSound() ? std::optional(std::move(entry)) : std::nullopt;
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

// Of no layout where the numbers that follow cannot be those of the name.
std::optional<Layout> readHead(const CellName& name, std::uint64_t fileBytes, const Head& head)
{
    const auto number = [&head](std::size_t at, std::size_t bytes) {
        return numberAt(std::span(head).subspan(at, bytes));
    };
    const auto layout = layoutOf(
        name, static_cast<std::uint32_t>(number(flagsOffset, 4)), number(meanBytesOffset, 8));
    const bool isIt =
        layout && fileBytes == layout->total(name.plane.size()) && head == headOf(name, *layout);
    return isIt ? layout : std::nullopt;
}

// Spans that do not fit what was read are no cell.
CellPtr madeWhole(TrimmedCell cell)
{
    const auto pixels = pixelsOf(cell.spans.as<const RowSpan>(), cell.shape.columns);
    const std::size_t kept =
        cell.means.size() / sizeof(float) / static_cast<std::size_t>(cell.classes);
    if (!pixels || *pixels + 1 != kept)
        return nullptr;
    return std::make_shared<const MeanCell>(untrimmed(cell));
}

} // namespace

std::uint64_t entryBytes(std::string_view plane, const MeanCell& cell)
{
    const auto entry = entryOf({plane, {}, cell.shape, cell.classes}, cell);
    return entry ? entry->layout.total(plane.size()) : 0;
}

bool writeEntry(
    std::string_view plane, CellPosition position, const MeanCell& cell, const EntryWriter& write)
{
    const CellName name{plane, position, cell.shape, cell.classes};
    const auto entry = entryOf(name, cell);
    if (!entry)
        return false;
    const Head head = headOf(name, entry->layout);
    Checksum checksum;
    for (const auto piece : {std::span<const std::byte>(head), std::as_bytes(std::span(plane)),
             entry->pieces[0], entry->pieces[1], entry->pieces[2]}) {
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
    const auto layout = readHead(name, fileBytes, head);
    if (!layout)
        return nullptr;
    std::string plane(name.plane.size(), '\0');
    if (!read(std::as_writable_bytes(std::span(plane))) || plane != name.plane)
        return nullptr;
    TrimmedCell kept{name.shape, name.classes, AlignedBuffer(layout->spanBytes),
        AlignedBuffer(layout->meanBytes), AlignedBuffer(layout->countBytes)};
    Checksum checksum;
    checksum.add(head);
    checksum.add(std::as_bytes(std::span(plane)));
    for (AlignedBuffer* buffer : {&kept.spans, &kept.means, &kept.counts}) {
        if (buffer->size() > 0 && !read({buffer->data(), buffer->size()}))
            return nullptr;
        checksum.add(bytesOf(*buffer));
    }
    std::array<std::byte, checksumBytes> sum{};
    if (!read(sum) || sum != checksum.bytes())
        return nullptr;
    if (layout->isTrimmed())
        return madeWhole(std::move(kept));
    return std::make_shared<const MeanCell>(MeanCell{name.shape, name.classes, layout->isUniform(),
        std::move(kept.means), std::move(kept.counts)});
}

} // namespace tessera
