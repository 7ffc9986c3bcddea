// SPDX-License-Identifier: MIT
#include "core/source/file_version.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <sys/stat.h>
#include <utility>

namespace tessera {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;

FileVersion versionFrom(const struct stat& status)
{
    return {static_cast<std::uint64_t>(status.st_size),
        static_cast<std::int64_t>(status.st_mtim.tv_sec) * nsPerSecond + status.st_mtim.tv_nsec,
        static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

std::error_code lastSystemError()
{
    return {errno, std::generic_category()};
}

bool isAnyOf(std::error_code reason, std::span<const std::errc> of)
{
    return std::ranges::any_of(of, [&](std::errc one) { return reason == one; });
}

// What a disk that fails, or a share whose server is gone, gives for an answer.
bool isDeviceTrouble(std::error_code reason)
{
    constexpr std::array known{std::errc::io_error, std::errc::no_such_device,
        std::errc::no_such_device_or_address, std::errc::host_unreachable, std::errc::timed_out,
        std::errc::not_connected, std::errc::connection_reset};
    return isAnyOf(reason, known) || reason.value() == ESTALE || reason.value() == EHOSTDOWN;
}

} // namespace

Error systemError(const std::filesystem::path& path, std::error_code reason)
{
    constexpr std::array tooMany{
        std::errc::too_many_files_open, std::errc::too_many_files_open_in_system};
    const auto shown = shownName(path);
    if (reason == std::errc::no_such_file_or_directory || reason == std::errc::not_a_directory)
        return {ErrorCode::NotFound,
            fmt::format(
                "{} does not exist; check the name, or whether its disk is connected.", shown),
            toUtf8(path)};
    if (reason == std::errc::permission_denied)
        return {ErrorCode::NoPermission,
            fmt::format("{} may not be read by you; ask its owner for permission.", shown),
            toUtf8(path)};
    if (isAnyOf(reason, tooMany))
        return {ErrorCode::Unreadable,
            fmt::format("{} cannot be opened because too many files are open; close some windows "
                        "first.",
                shown),
            toUtf8(path)};
    if (isDeviceTrouble(reason))
        return {ErrorCode::Unreadable,
            fmt::format("{} cannot be read: its disk or network share fails (the system says "
                        "“{}”); check that, then read it again.",
                shown, reason.message()),
            toUtf8(path)};
    return {ErrorCode::Unreadable,
        fmt::format("{} cannot be read: the system says “{}”.", shown, reason.message()),
        toUtf8(path)};
}

Result<FileVersion> versionOf(const std::filesystem::path& path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return std::unexpected(systemError(path, lastSystemError()));
    return versionFrom(status);
}

Result<FileVersion> versionOf(int descriptor, const std::filesystem::path& path)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return std::unexpected(systemError(path, lastSystemError()));
    return versionFrom(status);
}

Result<FileVersion> versionOf(std::span<const std::filesystem::path> paths)
{
    constexpr std::uint64_t mixer = 0x9E3779B97F4A7C15U; // so that two that swap names differ
    FileVersion together{0, std::numeric_limits<std::int64_t>::min(), 0, 0};
    for (const auto& path : paths) {
        const auto one = versionOf(path);
        if (!one)
            return one;
        together.bytes += one->bytes;
        together.modifiedNs = std::max(together.modifiedNs, one->modifiedNs);
        together.device = one->device;
        together.inode = (together.inode * mixer) + one->inode;
    }
    return together;
}

Error explained(Error error, const std::filesystem::path& path, const FileVersion& opened,
    const Result<FileVersion>& now)
{
    const bool mayComeFromIt =
        error.code == ErrorCode::Malformed || error.code == ErrorCode::Unreadable;
    if (!mayComeFromIt || !now || *now == opened)
        return error;
    return {error.code,
        fmt::format(
            "{} was changed by another program since it was opened; reload it.", shownName(path)),
        toUtf8(path)};
}

} // namespace tessera
