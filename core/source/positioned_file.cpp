// SPDX-License-Identifier: MIT
#include "core/source/positioned_file.h"

#include "core/base/path_text.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tessera {

namespace {

constexpr std::uint64_t lastOffset = std::numeric_limits<off_t>::max();
constexpr std::size_t mostAtOnce = std::size_t{1} << 30U; // Linux reads less than 2 GiB a call

std::error_code lastSystemError()
{
    return {errno, std::generic_category()};
}

std::unexpected<Error> endsTooSoon(const std::filesystem::path& path, std::uint64_t end)
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} ends before byte {}, where it should go on; if another program has just "
                    "written it, open it again.",
            shownName(path), end),
        toUtf8(path));
}

} // namespace

Result<PositionedFile> PositionedFile::open(const std::filesystem::path& path)
{
    // Without O_NONBLOCK the opening of a pipe would wait for its writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return std::unexpected(systemError(path, lastSystemError()));
    return adopt(path, descriptor);
}

Result<PositionedFile> PositionedFile::adopt(const std::filesystem::path& path, int descriptor)
{
    PositionedFile file(path, descriptor);
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return std::unexpected(systemError(path, lastSystemError()));
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is not a regular file; Tessera needs one it can read anywhere in.",
                shownName(path)),
            toUtf8(path));
    const auto version = versionOf(descriptor, path);
    if (!version)
        return std::unexpected(version.error());
    file.m_version = *version;
    return file;
}

PositionedFile PositionedFile::handedOver(
    std::filesystem::path path, OwnedDescriptor descriptor, const FileVersion& version)
{
    PositionedFile file(std::move(path), descriptor.release());
    file.m_version = version;
    return file;
}

PositionedFile::PositionedFile(std::filesystem::path path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{
}

PositionedFile::PositionedFile(PositionedFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_version(other.m_version)
{
}

PositionedFile& PositionedFile::operator=(PositionedFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_version, other.m_version);
    return *this;
}

PositionedFile::~PositionedFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

ByteCount PositionedFile::sizeNow() const
{
    const auto now = versionOf(m_descriptor, m_path);
    return {now ? now->bytes : 0};
}

Result<> PositionedFile::read(std::uint64_t offset, std::span<std::byte> target) const
{
    auto done = readAll(offset, target);
    if (done)
        return done;
    return std::unexpected(
        explained(std::move(done.error()), m_path, m_version, versionOf(m_descriptor, m_path)));
}

Result<> PositionedFile::readAll(std::uint64_t offset, std::span<std::byte> target) const
{
    if (offset > lastOffset || target.size() > lastOffset - offset)
        return endsTooSoon(m_path, offset);
    while (!target.empty()) {
        const auto got = ::pread(m_descriptor, target.data(), std::min(target.size(), mostAtOnce),
            static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(systemError(m_path, lastSystemError()));
        if (got == 0)
            return endsTooSoon(m_path, offset + target.size());
        offset += static_cast<std::uint64_t>(got);
        target = target.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

} // namespace tessera
