// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_file.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_driver.h"

#include <fmt/format.h>

#include <cstddef>
#include <optional>

namespace tessera {

namespace {

// Each waits twice as long as the one before, from a nanosecond: a millisecond in all. The
// library's own hundred would wait for ever on a damaged file.
constexpr unsigned swmrReadAttempts = 20;

constexpr std::size_t mostMetadataBytes = std::size_t{8} << 20U;

// What it keeps of a file's description may be many times as large as a hostile file.
void limitMemory(const H5::FileAccPropList& access)
{
    H5AC_cache_config_t config{};
    config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
    if (H5Pget_mdc_config(access.getId(), &config) < 0)
        throw H5::PropListIException("limitMemory", "H5Pget_mdc_config failed");
    config.max_size = mostMetadataBytes;
    if (H5Pset_mdc_config(access.getId(), &config) < 0)
        throw H5::PropListIException("limitMemory", "H5Pset_mdc_config failed");
}

std::optional<H5::H5File> tryOpen(const Hdf5Guard& guard, Hdf5Files& files, unsigned flags)
{
    try {
        const H5::FileAccPropList access;
        chooseDriver(guard, access, files);
        limitMemory(access);
        H5Pset_metadata_read_attempts(access.getId(), swmrReadAttempts);
        return H5::H5File(files.mainName(), flags, H5::FileCreatPropList::DEFAULT, access);
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

Result<H5::H5File> openHdf5File(const Hdf5Guard& guard, Hdf5Files& files)
{
    H5PLset_loading_state(0); // what loadFilterPlugins() did not load is not looked for
    if (auto file = tryOpen(guard, files, H5F_ACC_RDONLY))
        return std::move(*file);
    const auto reason = guard.reason();
    if (isBeingWritten(reason))
        if (auto file = tryOpen(guard, files, H5F_ACC_RDONLY | H5F_ACC_SWMR_READ))
            return std::move(*file);
    return std::unexpected(refused(files.main().path(), reason));
}

} // namespace tessera
