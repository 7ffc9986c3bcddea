// SPDX-License-Identifier: MIT
#include "core/source/file_version.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace tessera {

namespace {

std::int64_t nanoseconds(std::filesystem::file_time_type time)
{
    const auto since = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

} // namespace

Error systemError(const std::filesystem::path& path, std::error_code reason)
{
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
    return {ErrorCode::Unreadable,
        fmt::format("{} cannot be read: the system says “{}”.", shown, reason.message()),
        toUtf8(path)};
}

Result<FileVersion> versionOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error)
        return std::unexpected(systemError(path, error));
    const auto modified = std::filesystem::last_write_time(path, error);
    if (error)
        return std::unexpected(systemError(path, error));
    return FileVersion{bytes, nanoseconds(modified)};
}

Result<FileVersion> versionOf(std::span<const std::filesystem::path> paths)
{
    FileVersion together;
    for (const auto& path : paths) {
        const auto one = versionOf(path);
        if (!one)
            return one;
        together.bytes += one->bytes;
        together.modifiedNs = std::max(together.modifiedNs, one->modifiedNs);
    }
    return together;
}

} // namespace tessera
