// SPDX-License-Identifier: MIT
#include "core/levels/level_archive.h"

#include "core/base/owned_descriptor.h"
#include "core/base/partial_file.h"
#include "core/base/path_text.h"
#include "core/levels/archive_files.h"
#include "core/levels/cache_folder.h"
#include "core/levels/cell_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace tessera {

namespace {

// The folder is looked through whenever so much of the limit was written: often enough that
// several programs together stay near it.
constexpr std::uint64_t scansInLimit = 16;

// A folder that is never there after it was made is none.
constexpr int mostLost = 20;

bool readAll(int descriptor, std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

// Null where it is not sound, or not there: `isThere` says which.
CellPtr readCell(const fs::path& path, const CellName& name, bool& isThere)
{
    // A pipe of that name must not be waited for, and a link leads to what is not ours.
    const OwnedDescriptor file(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    isThere = file.isOpen() || errno == ELOOP || errno == ENXIO || errno == EACCES;
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return nullptr;
    CellPtr cell = readEntry(name, static_cast<std::uint64_t>(status.st_size),
        [&](std::span<std::byte> bytes) { return readAll(file.number(), bytes); });
    if (cell)
        markUsed(file.number(), status);
    return cell;
}

void removeBad(const fs::path& path)
{
    std::error_code ignored; // a folder with something in it is not ours
    fs::remove(path, ignored);
}

std::unexpected<Error> cannotMake(const std::error_code& cause)
{
    return fail(cause == std::errc::no_such_file_or_directory ? ErrorCode::NotFound
                                                              : ErrorCode::WriteFailed,
        fmt::format("It cannot be made ({}).", cause.message()));
}

} // namespace

std::shared_ptr<LevelArchive> LevelArchive::create(LevelArchiveOptions options)
{
    return std::shared_ptr<LevelArchive>(new LevelArchive(std::move(options)));
}

LevelArchive::LevelArchive(LevelArchiveOptions options)
    : m_folder(std::move(options.folder))
    , m_log(std::move(options.log))
    , m_limit(options.limit.value)
{
}

fs::path LevelArchive::pathOf(const std::string& plane, const CellPosition& position) const
{
    return m_folder / planeFolderName(plane) / cellFileName(position);
}

CellPtr LevelArchive::load(
    const std::string& plane, const CellPosition& position, PlaneShape shape, std::int64_t classes)
{
    if (!isOn())
        return nullptr;
    const fs::path path = pathOf(plane, position);
    bool isThere = false;
    CellPtr cell = readCell(path, {plane, position, shape, classes}, isThere);
    if (!cell && isThere)
        removeBad(path);
    return cell;
}

bool LevelArchive::holds(const std::string& plane, const CellPosition& position)
{
    struct stat status = {};
    return isOn() && ::lstat(pathOf(plane, position).c_str(), &status) == 0
        && S_ISREG(status.st_mode);
}

void LevelArchive::save(
    const std::string& plane, const CellPosition& position, const MeanCell& cell)
{
    const std::uint64_t bytes = entryBytes(plane, cell);
    if (!isWriting() || bytes == 0 || onDisk(bytes).value > limit().value / scansInLimit)
        return;
    if (m_folder.empty()) {
        stopWriting({ErrorCode::NotFound, "XDG_CACHE_HOME and HOME name no folder.", {}});
        return;
    }
    makeRoom(onDisk(bytes));
    auto written = write(plane, position, cell);
    if (!written && written.error().code == ErrorCode::NotFound)
        written = write(plane, position, cell);
    if (written) {
        m_lost = 0;
        return;
    }
    // Another program, or a person, removes the folder at this moment; or a folder of that name is
    // in the way of this cell only.
    const ErrorCode code = written.error().code;
    const bool isBadLuck = code == ErrorCode::BadArgument
        || (code == ErrorCode::NotFound && m_lost.fetch_add(1) < mostLost);
    if (!isBadLuck)
        stopWriting(written.error());
}

Result<void> LevelArchive::write(
    const std::string& plane, const CellPosition& position, const MeanCell& cell) const
{
    const fs::path path = pathOf(plane, position);
    if (const std::error_code cause = makePrivateFolder(path.parent_path()))
        return cannotMake(cause);
    std::error_code ignored;
    if (fs::is_symlink(fs::symlink_status(path, ignored)))
        removeBad(path); // or the cell would be written to where it points
    auto file = PartialFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    Result<void> result;
    writeEntry(plane, position, cell, [&](std::span<const std::byte> piece) {
        result = file->write(piece);
        return result.has_value();
    });
    // A checksum tells what a power cut spoilt; waiting for the disk would cost more than the cell.
    return result ? file->commit(PartialFile::Safety::WithTheSystem) : result;
}

void LevelArchive::makeRoom(ByteCount bytes)
{
    const std::uint64_t most = limit().value;
    const std::uint64_t step = most / scansInLimit;
    const auto amount = static_cast<std::int64_t>(bytes.value);
    const std::int64_t left = m_bytesToScan.fetch_sub(amount) - amount;
    if (left >= 0)
        return;
    // While somebody looks through a full folder the others go on, for one step more.
    std::unique_lock lock(m_upkeep, std::defer_lock);
    if (left + static_cast<std::int64_t>(step) < 0)
        lock.lock();
    else if (!lock.try_lock())
        return;
    if (m_bytesToScan.load() >= 0)
        return; // somebody else has just done it
    auto files = archiveFiles(m_folder);
    if (bytesOf(files).value > most - 2 * step) {
        removeLeastUsed(std::move(files), {most - 3 * step});
        removeEmptyPlanes(m_folder);
    }
    m_bytesToScan = static_cast<std::int64_t>(step) - amount;
}

void LevelArchive::stopWriting(const Error& error)
{
    if (m_hasFailed.exchange(true) || !m_log)
        return;
    m_log(fmt::format("Overviews of large planes are not kept in \"{}\" from now on: {}",
        shownText(toUtf8(m_folder)), error.message));
}

void LevelArchive::setLimit(ByteCount limit)
{
    m_limit = limit.value;
    m_bytesToScan = 0;
}

ByteCount LevelArchive::held() const
{
    return m_folder.empty() ? ByteCount{} : bytesOf(archiveFiles(m_folder));
}

void LevelArchive::clear()
{
    if (m_folder.empty())
        return;
    const std::lock_guard lock(m_upkeep);
    removeLeastUsed(archiveFiles(m_folder), {});
    removeEmptyPlanes(m_folder);
    m_hasFailed = false; // there may be room now
}

} // namespace tessera
