// SPDX-License-Identifier: MIT
#include "tests/support/zip_bytes.h"

#include <array>
#include <cstdint>

namespace tessera::test {

namespace {

constexpr std::uint64_t notHere = 0xFFFFFFFF;

QByteArray number(std::uint64_t value, int bytes)
{
    QByteArray text;
    for (int index = 0; index < bytes; ++index)
        text += static_cast<char>(value >> (8 * index) & 0xFF);
    return text;
}

std::uint32_t checksum(const QByteArray& content)
{
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char letter : content) {
        crc ^= static_cast<unsigned char>(letter);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

QByteArray packed(const ZipEntry& entry)
{
    constexpr int header = 6; // of Qt's length and of zlib
    constexpr int trailer = 4;
    return entry.isDeflated ? qCompress(entry.content).mid(header).chopped(trailer) : entry.content;
}

// What the member's own header and its entry in the directory have in common.
QByteArray common(const ZipEntry& entry, int extraBytes)
{
    const int method = entry.method >= 0 ? entry.method : (entry.isDeflated ? 8 : 0);
    const auto size = static_cast<std::uint64_t>(
        entry.claimedBytes >= 0 ? entry.claimedBytes : entry.content.size());
    const auto stored = static_cast<std::uint64_t>(packed(entry).size());
    return number(45, 2) + number(entry.isEncrypted ? 1 : 0, 2)
        + number(static_cast<std::uint64_t>(method), 2) + number(0, 2) + number(33, 2)
        + number(checksum(entry.content), 4) + number(entry.hasLargeNumbers ? notHere : stored, 4)
        + number(entry.hasLargeNumbers ? notHere : size, 4)
        + number(static_cast<std::uint64_t>(entry.name.size()), 2)
        + number(static_cast<std::uint64_t>(extraBytes), 2);
}

QByteArray largeNumbers(const ZipEntry& entry, std::uint64_t offset, bool hasOffset)
{
    if (!entry.hasLargeNumbers)
        return {};
    return number(1, 2) + number(hasOffset ? 24 : 16, 2)
        + number(static_cast<std::uint64_t>(entry.content.size()), 8)
        + number(static_cast<std::uint64_t>(packed(entry).size()), 8)
        + (hasOffset ? number(offset, 8) : QByteArray());
}

} // namespace

QByteArray zipBytes(const QList<ZipEntry>& entries)
{
    QByteArray file;
    QByteArray directory;
    for (const ZipEntry& entry : entries) {
        const auto offset = static_cast<std::uint64_t>(file.size());
        const auto own = largeNumbers(entry, offset, false);
        file += "PK\x03\x04" + common(entry, static_cast<int>(own.size())) + entry.name + own
            + packed(entry);
        const auto extra = largeNumbers(entry, offset, true);
        directory += "PK\x01\x02" + number(45, 2) + common(entry, static_cast<int>(extra.size()))
            + QByteArray(10, char(0)) + number(entry.hasLargeNumbers ? notHere : offset, 4)
            + entry.name + extra;
    }
    const auto count = static_cast<std::uint64_t>(entries.size());
    const auto start = static_cast<std::uint64_t>(file.size());
    return file + directory + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2)
        + number(static_cast<std::uint64_t>(directory.size()), 4) + number(start, 4) + number(0, 2);
}

} // namespace tessera::test
