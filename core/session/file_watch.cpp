// SPDX-License-Identifier: MIT
#include "core/session/file_watch.h"

#include "core/source/csv_files.h"
#include "core/source/file_version.h"

#include <cerrno>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tessera {

namespace {

// The state of a file says nothing of whether it may be read.
Result<> checkPermission(const std::filesystem::path& path)
{
    if (::access(path.c_str(), R_OK) == 0)
        return {};
    return std::unexpected(systemError(path, {errno, std::generic_category()}));
}

Result<FileVersion> readableVersion(const std::filesystem::path& path)
{
    const auto files = filesOfVolume(path);
    if (!files)
        return std::unexpected(files.error());
    for (const auto& file : *files)
        if (auto allowed = checkPermission(file); !allowed)
            return std::unexpected(std::move(allowed.error()));
    return versionOf(*files);
}

bool isSame(const Result<FileVersion>& one, const Result<FileVersion>& other)
{
    if (one && other)
        return *one == *other;
    return !one && !other && one.error().code == other.error().code;
}

} // namespace

Result<std::vector<std::filesystem::path>> filesOfVolume(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::directory)
        return findClassFiles(path);
    if (status.type() == std::filesystem::file_type::none)
        return std::unexpected(systemError(path, error));
    return std::vector{path};
}

FileWatch::FileWatch(const VolumeInfo& info)
    : m_path(info.path)
    , m_opened(info.version)
    , m_last(m_opened)
{
}

std::optional<FileNews> FileWatch::look()
{
    auto now = readableVersion(m_path);
    if (isSame(now, m_last))
        return std::nullopt;
    m_last = std::move(now);
    return newsOf(m_last);
}

FileNews FileWatch::newsOf(const Result<FileVersion>& now) const
{
    if (!now)
        return {
            now.error().code == ErrorCode::NotFound ? FileChange::Deleted : FileChange::Unreadable,
            now.error()};
    if (*now == m_opened)
        return {FileChange::Returned, {}};
    return {now->isOfSameFile(m_opened) ? FileChange::Changed : FileChange::Replaced, {}};
}

} // namespace tessera
