// SPDX-License-Identifier: MIT
#include "core/source/zip_directory.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tessera {

namespace {

using Bytes = std::span<const std::byte>;

// The format's own figures, from its APPNOTE.
constexpr std::uint32_t endMark = 0x06054B50;
constexpr std::uint32_t locatorMark = 0x07064B50;
constexpr std::uint32_t largeEndMark = 0x06064B50;
constexpr std::uint32_t entryMark = 0x02014B50;
constexpr std::uint32_t memberMark = 0x04034B50;
constexpr std::uint64_t endBytes = 22;
constexpr std::uint64_t locatorBytes = 20;
constexpr std::uint64_t largeEndBytes = 56;
constexpr std::uint64_t entryBytes = 46;
constexpr std::uint64_t memberBytes = 30;
constexpr std::uint64_t longestComment = 65535;
constexpr std::uint64_t notHere = 0xFFFFFFFF; // the number is in the extra field
constexpr std::uint64_t sizesExtra = 1; // which is of this sort
constexpr unsigned bitsOfByte = 8;

// Little-endian; the caller has looked whether it is there.
std::uint64_t numberAt(Bytes bytes, std::size_t at, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t index = size; index-- > 0;)
        number = (number << bitsOfByte) | std::to_integer<std::uint64_t>(bytes[at + index]);
    return number;
}
std::uint64_t number2(Bytes bytes, std::size_t at)
{
    return numberAt(bytes, at, 2);
}
std::uint64_t number4(Bytes bytes, std::size_t at)
{
    return numberAt(bytes, at, 4);
}
std::uint64_t number8(Bytes bytes, std::size_t at)
{
    return numberAt(bytes, at, 8);
}

// Whether `bytes` from `offset` on lie before `end`.
bool liesBefore(std::uint64_t end, std::uint64_t offset, std::uint64_t bytes)
{
    return offset <= end && bytes <= end - offset;
}

template <std::size_t size>
Result<std::array<std::byte, size>> readAt(const PositionedFile& file, std::uint64_t offset)
{
    std::array<std::byte, size> bytes{};
    if (!liesBefore(file.size().value, offset, size))
        return std::unexpected(damagedZip(file));
    if (auto read = file.read(offset, bytes); !read)
        return std::unexpected(std::move(read.error()));
    return bytes;
}

// Of a file of more than 4 GB, or of many members; `endAt` is where the other record is.
Result<std::optional<ZipDirectory>> largeDirectory(const PositionedFile& file, std::uint64_t endAt)
{
    if (endAt < locatorBytes)
        return std::nullopt;
    const auto locator = readAt<locatorBytes>(file, endAt - locatorBytes);
    if (!locator)
        return std::unexpected(locator.error());
    if (number4(*locator, 0) != locatorMark)
        return std::nullopt;
    const auto end = readAt<largeEndBytes>(file, number8(*locator, 8));
    if (!end)
        return std::unexpected(end.error());
    if (number4(*end, 0) != largeEndMark)
        return std::unexpected(damagedZip(file));
    return ZipDirectory{number8(*end, 48), number8(*end, 40), number8(*end, 32)};
}

// Where the record at the file's end begins: only a comment follows it.
Result<std::uint64_t> findEnd(const PositionedFile& file)
{
    const std::uint64_t size = file.size().value;
    std::vector<std::byte> tail(std::min(size, endBytes + longestComment));
    const std::uint64_t start = size - tail.size();
    if (auto read = file.read(start, tail); !read)
        return std::unexpected(std::move(read.error()));
    for (std::size_t at = tail.size(); at-- > 0;)
        if (at + endBytes <= tail.size() && number4(tail, at) == endMark
            && at + endBytes + number2(tail, at + 20) == tail.size())
            return start + at;
    return std::unexpected(damagedZip(file));
}

// What an entry of the directory says of its member.
struct Entry {
    std::uint64_t offset = 0; // of the member, header included
    std::uint64_t storedBytes = 0;
    std::uint64_t entryBytes = 0; // of the entry itself
};

// Numbers of 64 bits come one after the other, those only that have no room in the entry.
Result<> readLargeNumbers(const PositionedFile& file, Bytes extra, bool hasSize, Entry& entry)
{
    std::size_t at = 0;
    while (at + 4 <= extra.size() && number2(extra, at) != sizesExtra)
        at += 4 + number2(extra, at + 2);
    at += 4 + (hasSize ? 8 : 0);
    for (std::uint64_t* number : {&entry.storedBytes, &entry.offset}) {
        if (*number != notHere)
            continue;
        if (at + 8 > extra.size())
            return std::unexpected(damagedZip(file));
        *number = number8(extra, at);
        at += 8;
    }
    return {};
}

Result<Entry> entryAt(const PositionedFile& file, std::uint64_t offset)
{
    const auto fixed = readAt<entryBytes>(file, offset);
    if (!fixed)
        return std::unexpected(fixed.error());
    if (number4(*fixed, 0) != entryMark)
        return std::unexpected(damagedZip(file));
    const std::uint64_t nameBytes = number2(*fixed, 28);
    std::vector<std::byte> extra(number2(*fixed, 30));
    Entry entry{number4(*fixed, 42), number4(*fixed, 20),
        entryBytes + nameBytes + extra.size() + number2(*fixed, 32)};
    if (entry.offset != notHere && entry.storedBytes != notHere)
        return entry;
    if (!liesBefore(file.size().value, offset, entry.entryBytes))
        return std::unexpected(damagedZip(file));
    if (auto read = file.read(offset + entryBytes + nameBytes, extra); !read)
        return std::unexpected(std::move(read.error()));
    if (auto read = readLargeNumbers(file, extra, number4(*fixed, 24) == notHere, entry); !read)
        return std::unexpected(std::move(read.error()));
    return entry;
}

Result<Entry> entryOf(
    const PositionedFile& file, const ZipDirectory& directory, const StoredMember& member)
{
    std::uint64_t offset = directory.offset;
    for (std::uint64_t index = 0;; ++index) {
        auto entry = entryAt(file, offset);
        if (!entry || index == member.index)
            return entry;
        offset += entry->entryBytes;
    }
}

// Where the bytes behind the member's own header begin, which has its name again.
Result<std::uint64_t> behindHeader(
    const PositionedFile& file, std::uint64_t offset, const StoredMember& member)
{
    const auto header = readAt<memberBytes>(file, offset);
    if (!header)
        return std::unexpected(header.error());
    constexpr std::uint64_t isEncrypted = 1;
    const std::uint64_t nameBytes = number2(*header, 26);
    const std::uint64_t place = offset + memberBytes + nameBytes + number2(*header, 28);
    if (number4(*header, 0) != memberMark || (number2(*header, 6) & isEncrypted) != 0
        || number2(*header, 8) != 0 || nameBytes != member.name.size()
        || !liesBefore(file.size().value, place, member.bytes))
        return std::unexpected(damagedZip(file));
    std::string name(nameBytes, '\0');
    if (auto read = file.read(offset + memberBytes, std::as_writable_bytes(std::span(name))); !read)
        return std::unexpected(std::move(read.error()));
    if (name != member.name)
        return std::unexpected(damagedZip(file));
    return place;
}

} // namespace

Error damagedZip(const PositionedFile& file)
{
    return {ErrorCode::Malformed,
        fmt::format("{} is a damaged ZIP file: parts of it are missing or contradict each other; "
                    "copy or write it again.",
            shownName(file.path())),
        toUtf8(file.path())};
}

Result<ZipDirectory> findZipDirectory(const PositionedFile& file)
{
    const auto endAt = findEnd(file);
    if (!endAt)
        return std::unexpected(endAt.error());
    const auto end = readAt<endBytes>(file, *endAt);
    if (!end)
        return std::unexpected(end.error());
    const auto large = largeDirectory(file, *endAt);
    if (!large)
        return std::unexpected(large.error());
    const auto directory =
        large->value_or(ZipDirectory{number4(*end, 16), number4(*end, 12), number2(*end, 10)});
    if (!large->has_value() && number2(*end, 4) != 0)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is one of several parts of a ZIP file; write it as one file.",
                shownName(file.path())),
            toUtf8(file.path()));
    const bool isThere = liesBefore(*endAt, directory.offset, directory.bytes);
    if (!isThere || directory.entries > directory.bytes / entryBytes)
        return std::unexpected(damagedZip(file));
    return directory;
}

Result<std::uint64_t> placeInZip(
    const PositionedFile& file, const ZipDirectory& directory, const StoredMember& member)
{
    if (member.index >= directory.entries)
        return std::unexpected(damagedZip(file));
    const auto entry = entryOf(file, directory, member);
    if (!entry)
        return std::unexpected(entry.error());
    if (entry->storedBytes != member.bytes)
        return std::unexpected(damagedZip(file));
    return behindHeader(file, entry->offset, member);
}

} // namespace tessera
