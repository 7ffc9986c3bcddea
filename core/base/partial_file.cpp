// SPDX-License-Identifier: MIT
#include "core/base/partial_file.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace tessera {

namespace {

ErrorCode codeOf(const std::error_code& cause)
{
    if (cause == std::errc::no_such_file_or_directory || cause == std::errc::not_a_directory)
        return ErrorCode::NotFound;
    if (cause == std::errc::permission_denied || cause == std::errc::operation_not_permitted
        || cause == std::errc::read_only_file_system)
        return ErrorCode::NoPermission;
    if (cause == std::errc::too_many_symbolic_link_levels || cause == std::errc::filename_too_long)
        return ErrorCode::BadArgument;
    return ErrorCode::WriteFailed;
}

std::string adviceFor(const std::error_code& cause)
{
    if (cause == std::errc::no_such_file_or_directory || cause == std::errc::not_a_directory)
        return "its folder does not exist; create it, or choose another";
    if (cause == std::errc::read_only_file_system)
        return "its folder is on a read-only disk; choose another";
    if (codeOf(cause) == ErrorCode::NoPermission)
        return "you may not write in its folder; choose another";
    if (cause == std::errc::no_space_on_device || cause.value() == EDQUOT)
        return "the disk is full; free some space, or choose another";
    if (cause == std::errc::file_too_large)
        return "files on that disk cannot be so large; choose another";
    if (cause == std::errc::filename_too_long)
        return "the name is too long; choose a shorter one";
    if (cause == std::errc::too_many_symbolic_link_levels)
        return "it is a link that leads to itself; choose another name";
    return cause.message();
}

std::unexpected<Error> cannotWrite(const fs::path& target, ErrorCode code, std::string_view why)
{
    return fail(
        code, fmt::format("\"{}\" cannot be written: {}.", shownName(target), why), toUtf8(target));
}

std::unexpected<Error> cannotWrite(const fs::path& target, const std::error_code& cause)
{
    return cannotWrite(target, codeOf(cause), adviceFor(cause));
}

std::error_code lastError()
{
    return {errno, std::generic_category()};
}

// What `target` stands for: links followed by hand, because one may point at a file that is not
// there yet.
Result<fs::path> withoutLinks(const fs::path& target)
{
    constexpr int mostLinks = 40; // as the kernel allows
    fs::path found = target;
    for (int link = 0; link < mostLinks; ++link) {
        std::error_code cause;
        if (!fs::is_symlink(fs::symlink_status(found, cause)))
            return found;
        const fs::path next = fs::read_symlink(found, cause);
        if (cause)
            return cannotWrite(target, cause);
        found = found.parent_path() / next;
    }
    return cannotWrite(target, std::make_error_code(std::errc::too_many_symbolic_link_levels));
}

// The permissions of the file that will be replaced; "unknown" when there is none yet.
Result<fs::perms> checkTarget(const fs::path& target)
{
    if (!target.has_filename())
        return cannotWrite(target, ErrorCode::BadArgument, "it names a folder; add a file name");
    std::error_code cause;
    const fs::file_status status = fs::status(target, cause);
    switch (status.type()) {
    case fs::file_type::regular:
        if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) == 0)
            return status.permissions() & fs::perms::all;
        if (errno == ENOENT) // somebody removes it at this moment
            return fs::perms::unknown;
        return cannotWrite(target, ErrorCode::NoPermission,
            "it is protected against writing; choose another name");
    case fs::file_type::not_found:
        return fs::perms::unknown;
    case fs::file_type::none:
        return cannotWrite(target, cause);
    case fs::file_type::directory:
        return cannotWrite(
            target, ErrorCode::BadArgument, "a folder has that name; choose another name");
    default:
        return cannotWrite(target, ErrorCode::BadArgument,
            "it is a device or a pipe, not a file; choose another name");
    }
}

// At most `most` bytes, cut between characters.
std::string shortened(std::string name, std::size_t most)
{
    constexpr unsigned char topBits = 0xC0;
    constexpr unsigned char continuation = 0x80;
    if (name.size() <= most)
        return name;
    while (most > 0 && (static_cast<unsigned char>(name[most]) & topBits) == continuation)
        --most;
    name.resize(most);
    return name;
}

fs::path temporaryFor(const fs::path& target, std::uint64_t salt)
{
    constexpr std::size_t longestStem = 200; // names end at 255 bytes on most file systems
    const std::string stem = shortened(toUtf8(target.filename()), longestStem);
    return target.parent_path()
        / fromUtf8(fmt::format(".{}.tessera-{:08x}", stem, salt & 0xFFFFFFFFU));
}

bool canLackSync(int error) // some network and user-space file systems cannot flush
{
    return error == EINVAL || error == ENOSYS || error == ENOTSUP;
}

} // namespace

Result<PartialFile> PartialFile::create(const fs::path& target)
{
    const auto formerPermissions = checkTarget(target);
    if (!formerPermissions)
        return std::unexpected(formerPermissions.error());
    auto real = withoutLinks(target);
    if (!real)
        return std::unexpected(real.error());

    constexpr int attempts = 64;
    auto salt =
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    for (int attempt = 0; attempt < attempts; ++attempt, ++salt) {
        fs::path temporary = temporaryFor(*real, salt);
        // "x" refuses a name in use, so nobody can put a link in our way.
        std::FILE* stream = std::fopen(temporary.c_str(), "wbxe");
        if (stream == nullptr && errno == EEXIST)
            continue;
        if (stream == nullptr)
            return cannotWrite(target, lastError());
        PartialFile file(std::move(*real), std::move(temporary), stream);
        std::error_code ignored; // where the file system has no permissions
        if (*formerPermissions != fs::perms::unknown)
            fs::permissions(file.m_temporary, *formerPermissions, ignored);
        return file;
    }
    return cannotWrite(target, std::make_error_code(std::errc::file_exists));
}

PartialFile::PartialFile(fs::path target, fs::path temporary, std::FILE* stream)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
    , m_stream(stream)
{
}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_stream(std::move(other.m_stream))
{
}

PartialFile::~PartialFile()
{
    m_stream.reset();
    std::error_code ignored;
    if (!m_temporary.empty())
        fs::remove(m_temporary, ignored);
}

Result<void> PartialFile::write(std::span<const std::byte> bytes)
{
    if (!m_stream)
        return cannotWrite(m_target, ErrorCode::BadArgument, "it was finished already");
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_stream.get()) != bytes.size())
        return cannotWrite(m_target, lastError());
    return {};
}

Result<void> PartialFile::reserve(std::uint64_t bytes)
{
    if (!m_stream)
        return cannotWrite(m_target, ErrorCode::BadArgument, "it was finished already");
#ifdef __linux__
    // Not posix_fallocate(), which writes to every block where the file system cannot reserve.
    constexpr int growTheFile = 0;
    if (::fallocate(::fileno(m_stream.get()), growTheFile, 0, static_cast<off_t>(bytes)) != 0
        && errno != ENOSYS && errno != EOPNOTSUPP && errno != EINTR)
        return cannotWrite(m_target, lastError());
#else
    static_cast<void>(bytes);
#endif
    return {};
}

Result<void> PartialFile::writeAt(std::uint64_t offset, std::span<const std::byte> bytes) const
{
    if (!m_stream)
        return cannotWrite(m_target, ErrorCode::BadArgument, "it was finished already");
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(
            ::fileno(m_stream.get()), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return cannotWrite(m_target, lastError());
        offset += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> PartialFile::commit(Safety safety)
{
    if (!m_stream)
        return cannotWrite(m_target, ErrorCode::BadArgument, "it was finished already");
    if (std::ferror(m_stream.get()) != 0)
        return cannotWrite(m_target, ErrorCode::WriteFailed, "a part of it could not be written");
    if (std::fflush(m_stream.get()) != 0
        || (safety == Safety::OnDisk && ::fsync(::fileno(m_stream.get())) != 0
            && !canLackSync(errno)))
        return cannotWrite(m_target, lastError());
    if (std::fclose(m_stream.release()) != 0)
        return cannotWrite(m_target, lastError());
    std::error_code cause;
    fs::rename(m_temporary, m_target, cause);
    if (cause)
        return cannotWrite(m_target, cause);
    m_temporary.clear();
    return {};
}

Result<void> writeWholeFile(const fs::path& target, std::string_view text)
{
    auto file = PartialFile::create(target);
    if (!file)
        return std::unexpected(file.error());
    const auto written = file->write(std::as_bytes(std::span(text)));
    return written ? file->commit() : written;
}

} // namespace tessera
