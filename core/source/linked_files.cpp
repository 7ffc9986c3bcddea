// SPDX-License-Identifier: MIT
#include "core/source/linked_files.h"

#include "core/base/owned_descriptor.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tessera {

namespace {

constexpr std::size_t mostFiles = 64;
constexpr std::size_t mostNameBytes = 4096; // as most systems have it for paths

// Where the way from `folder` leads to `path`, both without links; empty where it leads out.
std::filesystem::path wayInside(
    const std::filesystem::path& folder, const std::filesystem::path& path)
{
    const auto [end, rest] = std::ranges::mismatch(folder, path);
    std::filesystem::path way;
    if (end == folder.end())
        for (auto part = rest; part != path.end(); ++part)
            way /= *part;
    return way;
}

std::string_view whyNot(int error)
{
    return error == ELOOP || error == ENOTDIR ? "changed while it was opened" : "cannot be opened";
}

} // namespace

LinkedFiles::LinkedFiles(std::filesystem::path file, LinkedFilePolicy policy)
    : m_path(std::move(file))
    , m_policy(policy)
{
    std::error_code error;
    m_folder = std::filesystem::canonical(m_path, error).parent_path();
}

Result<PositionedFile> LinkedFiles::open(const std::string& name)
{
    auto file = find(name);
    if (file)
        if (const auto admitted = admit(*file); !admitted)
            file = std::unexpected(admitted.error());
    if (!file) {
        const std::lock_guard lock(m_mutex);
        ++m_failures;
        m_lastFailure = file.error();
        if (file.error().code != ErrorCode::NotFound) {
            m_refusedAt = m_failures;
            m_lastRefusal = file.error();
        }
    }
    return file;
}

std::uint64_t LinkedFiles::failures() const
{
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

std::optional<Error> LinkedFiles::failureSince(std::uint64_t failures) const
{
    const std::lock_guard lock(m_mutex);
    if (m_refusedAt > failures)
        return m_lastRefusal;
    return m_failures > failures ? m_lastFailure : std::nullopt;
}

Result<PositionedFile> LinkedFiles::find(const std::string& name) const
{
    if (name.empty() || name.size() > mostNameBytes || name.find('\0') != std::string::npos)
        return std::unexpected(refused(ErrorCode::Malformed, name, "which can be no file's name"));
    std::error_code error;
    // Names are bytes here, as the system takes them.
    const auto target = std::filesystem::canonical(m_folder / std::filesystem::path(name), error);
    if (m_folder.empty() || error == std::errc::no_such_file_or_directory
        || error == std::errc::not_a_directory)
        return std::unexpected(refused(ErrorCode::NotFound, name,
            fmt::format("which does not exist; put it where {} looks for it", shownName(m_path))));
    if (error)
        return std::unexpected(refused(ErrorCode::Unreadable, name,
            fmt::format("which cannot be opened: the system says “{}”", error.message())));
    if (m_policy == LinkedFilePolicy::Anywhere)
        return PositionedFile::open(target);
    const auto way = wayInside(m_folder, target);
    if (way.empty())
        return std::unexpected(refused(ErrorCode::NoPermission, name,
            "outside its folder; allow linked files elsewhere (View > Linked files anywhere, or "
            "--linked-files anywhere) if you trust it"));
    return openInside(name, way);
}

// Folder by folder and following no link, so that nothing that is put in the place of one meanwhile
// leads out.
Result<PositionedFile> LinkedFiles::openInside(
    const std::string& name, const std::filesystem::path& below) const
{
    const auto failed = [&] {
        return std::unexpected(
            refused(errno == EACCES ? ErrorCode::NoPermission : ErrorCode::Unreadable, name,
                fmt::format("which {}", whyNot(errno))));
    };
    constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    OwnedDescriptor folder(::open(m_folder.c_str(), folderFlags));
    for (const auto& part : below.parent_path()) {
        if (!folder.isOpen())
            return failed();
        folder = OwnedDescriptor(::openat(folder.number(), part.c_str(), folderFlags));
    }
    if (!folder.isOpen())
        return failed();
    const auto last = below.filename();
    struct stat status = {};
    if (::fstatat(folder.number(), last.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return failed();
    if (!S_ISREG(status.st_mode)) // opening may do something to what is none
        return std::unexpected(
            refused(ErrorCode::Unsupported, name, "which is not a regular file"));
    // Without O_NONBLOCK the opening of a pipe would wait for its writer.
    OwnedDescriptor file(
        ::openat(folder.number(), last.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.isOpen())
        return failed();
    return PositionedFile::adopt(m_folder / below, file.release());
}

// The same file may be opened again and again.
Result<> LinkedFiles::admit(const PositionedFile& file)
{
    struct stat status = {};
    if (::fstat(file.descriptor(), &status) != 0)
        return std::unexpected(refused(
            ErrorCode::Unreadable, toUtf8(file.path()), "which the system does not let be read"));
    const std::lock_guard lock(m_mutex);
    if (m_opened.size() >= mostFiles && !m_opened.contains({status.st_dev, status.st_ino}))
        return fail(ErrorCode::TooLarge,
            fmt::format("{} refers to more than {} other files, which is more than Tessera opens "
                        "for one; join some of them.",
                shownName(m_path), mostFiles),
            toUtf8(m_path));
    m_opened.emplace(status.st_dev, status.st_ino);
    return {};
}

Error LinkedFiles::refused(ErrorCode code, const std::string& name, const std::string& why) const
{
    return {code,
        fmt::format("{} refers to the file {}{} {}.", shownName(m_path), toPlainName(name),
            why.starts_with("which") ? "," : "", why),
        toUtf8(m_path)};
}

} // namespace tessera
