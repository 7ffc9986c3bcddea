// SPDX-License-Identifier: MIT
#include "core/levels/archive_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <tuple>

namespace fs = std::filesystem;

namespace tessera {

namespace {

constexpr std::string_view cellEnding = ".cell";
constexpr std::string_view temporaryMark = ".cell.tessera-"; // as PartialFile names them
constexpr std::size_t planeNameLength = 32;

// Each byte moves all bits above it; the last step (of SplitMix64) those below.
std::uint64_t hashOf(std::string_view text, std::uint64_t start, std::uint64_t factor)
{
    constexpr unsigned halfShift = 32;
    constexpr unsigned firstShift = 30;
    constexpr unsigned secondShift = 27;
    constexpr unsigned lastShift = 31;
    std::uint64_t hash = start;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * factor;
        hash ^= hash >> halfShift;
    }
    hash = (hash ^ (hash >> firstShift)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> secondShift)) * 0x94D049BB133111EBU;
    return hash ^ (hash >> lastShift);
}

bool isPlaneName(std::string_view name)
{
    return name.size() == planeNameLength
        && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The level that a cell's file name begins with.
std::optional<int> levelOf(std::string_view name)
{
    std::int32_t level = 0;
    const auto end = std::from_chars(name.data(), name.data() + name.size(), level).ptr;
    const std::string_view rest = name.substr(static_cast<std::size_t>(end - name.data()));
    const bool isCell = rest.starts_with('-') && rest.ends_with(cellEnding)
        && rest.substr(0, rest.size() - cellEnding.size()).find_first_not_of("-0123456789")
            == std::string_view::npos;
    return isCell && level > 0 ? std::optional(level) : std::nullopt;
}

bool isTemporary(std::string_view name)
{
    return name.starts_with('.') && name.find(temporaryMark) != std::string_view::npos;
}

// Empty for what is not ours, and for what another program is writing.
std::optional<ArchiveFile> archiveFile(const fs::directory_entry& entry)
{
    constexpr auto longestWriting = std::chrono::hours(1);
    const std::string name = entry.path().filename().string();
    const auto level = levelOf(name);
    if (!level && !isTemporary(name))
        return std::nullopt;
    std::error_code cause;
    const auto usedAt = entry.last_write_time(cause);
    if (cause || !fs::is_regular_file(entry.symlink_status(cause)))
        return std::nullopt;
    if (!level && usedAt + longestWriting > fs::file_time_type::clock::now())
        return std::nullopt;
    const std::uint64_t bytes = entry.file_size(cause);
    if (cause)
        return std::nullopt;
    return ArchiveFile{entry.path(), onDisk(bytes), usedAt, level.value_or(0)};
}

// Calls `visit` with every entry of a folder, which may change meanwhile.
template <class Visit> void forEachEntry(const fs::path& folder, const Visit& visit)
{
    std::error_code cause;
    for (fs::directory_iterator at(folder, cause), end; !cause && at != end; at.increment(cause))
        visit(*at);
}

template <class Visit> void forEachPlane(const fs::path& folder, const Visit& visit)
{
    forEachEntry(folder, [&](const fs::directory_entry& entry) {
        std::error_code ignored;
        if (isPlaneName(entry.path().filename().string())
            && fs::is_directory(entry.symlink_status(ignored)))
            visit(entry.path());
    });
}

} // namespace

std::string planeFolderName(std::string_view plane)
{
    return fmt::format("{:016x}{:016x}", hashOf(plane, 0xCBF29CE484222325U, 0x100000001B3U),
        hashOf(plane, 0x9E3779B97F4A7C15U, 0xD6E8FEB86659FD93U));
}

std::string cellFileName(const CellPosition& position)
{
    return fmt::format("{}-{}-{}{}", position.level, position.row, position.column, cellEnding);
}

ByteCount onDisk(std::uint64_t bytes)
{
    constexpr std::uint64_t diskBlock = 4096;
    return {(bytes + diskBlock - 1) / diskBlock * diskBlock};
}

std::vector<ArchiveFile> archiveFiles(const fs::path& folder)
{
    std::vector<ArchiveFile> files;
    forEachPlane(folder, [&](const fs::path& plane) {
        forEachEntry(plane, [&](const fs::directory_entry& entry) {
            if (auto file = archiveFile(entry))
                files.push_back(std::move(*file));
        });
    });
    return files;
}

ByteCount bytesOf(const std::vector<ArchiveFile>& files)
{
    ByteCount bytes;
    for (const ArchiveFile& file : files)
        bytes += file.bytes;
    return bytes;
}

void markUsed(int descriptor, const struct stat& status)
{
    constexpr std::time_t oftenEnough = 3600;
    if (std::time(nullptr) - status.st_mtime >= oftenEnough)
        static_cast<void>(::futimens(descriptor, nullptr)); // it may belong to somebody else
}

ByteCount removeLeastUsed(std::vector<ArchiveFile> files, ByteCount most)
{
    using std::chrono::floor;
    using std::chrono::hours;
    ByteCount left = bytesOf(files);
    const auto rank = [](const ArchiveFile& file) {
        return std::tuple(floor<hours>(file.usedAt.time_since_epoch()), file.level, file.usedAt);
    };
    std::ranges::sort(files, {}, rank);
    for (const ArchiveFile& file : files) {
        if (left <= most)
            break;
        std::error_code ignored; // another program was faster, or it may not be removed
        fs::remove(file.path, ignored);
        left -= file.bytes;
    }
    return left;
}

void removeEmptyPlanes(const fs::path& folder)
{
    forEachPlane(folder, [](const fs::path& plane) {
        std::error_code ignored; // it holds something
        fs::remove(plane, ignored);
    });
}

} // namespace tessera
