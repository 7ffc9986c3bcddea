// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_file.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_driver.h"

#include <fmt/format.h>

#include <optional>

namespace tessera {

namespace {

// Each waits twice as long as the one before, from a nanosecond: a millisecond in all. The
// library's own hundred would wait for ever on a damaged file.
constexpr unsigned swmrReadAttempts = 20;

std::optional<H5::H5File> tryOpen(
    const Hdf5Guard& guard, const std::filesystem::path& path, unsigned flags)
{
    try {
        const H5::FileAccPropList access;
        chooseDriver(guard, access);
        H5Pset_file_locking(access.getId(), false, true);
        H5Pset_metadata_read_attempts(access.getId(), swmrReadAttempts);
        return H5::H5File(path.string(), flags, H5::FileCreatPropList::DEFAULT, access);
    } catch (const H5::Exception&) {
        return std::nullopt;
    }
}

bool isBeingWritten(const std::string& reason)
{
    return reason.find("already open for") != std::string::npos;
}

Error refused(const std::filesystem::path& path, const std::string& reason)
{
    const auto shown = shownName(path);
    if (isBeingWritten(reason))
        return {ErrorCode::Unreadable,
            fmt::format("{} is being written by another program, or that program ended before it "
                        "closed the file; wait, or run h5clear -s on it.",
                shown),
            toUtf8(path)};
    if (reason.find("truncated") != std::string::npos)
        return {ErrorCode::Malformed,
            fmt::format("{} is truncated: its end is missing; copy or write it again (HDF5 says "
                        "“{}”).",
                shown, reason),
            toUtf8(path)};
    return {ErrorCode::Malformed,
        fmt::format(
            "{} is a damaged HDF5 file; copy or write it again (HDF5 says “{}”).", shown, reason),
        toUtf8(path)};
}

} // namespace

Result<H5::H5File> openHdf5File(const Hdf5Guard& guard, const std::filesystem::path& path)
{
    if (auto file = tryOpen(guard, path, H5F_ACC_RDONLY))
        return std::move(*file);
    const auto reason = guard.reason();
    if (isBeingWritten(reason))
        if (auto file = tryOpen(guard, path, H5F_ACC_RDONLY | H5F_ACC_SWMR_READ))
            return std::move(*file);
    return std::unexpected(refused(path, reason));
}

} // namespace tessera
