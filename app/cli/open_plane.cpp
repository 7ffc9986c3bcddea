// SPDX-License-Identifier: MIT
#include "app/cli/open_plane.h"

#include "core/base/path_text.h"
#include "core/source/reading_text.h"

#include <fmt/format.h>

#include <utility>

namespace tessera {

namespace {

Result<void> checkPlane(const VolumeInfo& info, const PlaneOptions& options)
{
    if (options.reading.plane != info.planeAxes)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has no slices (z), and so no plane {}; leave out --plane.",
                shownName(info.path), toText(options.reading.plane)));
    if (options.slice < 0 || options.slice >= info.zCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has slices 0 to {}; --slice {} is not one of them.",
                shownName(info.path), info.zCount - 1, options.slice));
    if (options.time < 0 || options.time >= info.tCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has {} 0 to {}; --time {} is not one of them.",
                shownName(info.path), info.isTimeBatch ? "entries of a batch" : "points in time",
                info.tCount - 1, options.time));
    return {};
}

} // namespace

Result<OpenedVolume> openPlane(
    const PlaneOptions& options, ByteCount memory, const std::stop_token& stop)
{
    VolumeLocation location = parseLocation(options.location);
    if (!options.dataset.empty())
        location.dataset = options.dataset;
    OpenLimits limits{memory};
    limits.linkedFilesAnywhere = options.linkedFilesAnywhere;
    limits.guides = options.guides;
    limits.reading = options.reading;
    auto volume = openVolume(location, limits, {}, stop);
    if (volume)
        if (auto valid = checkPlane(volume->probabilities->info(), options); !valid)
            return std::unexpected(valid.error());
    return volume;
}

} // namespace tessera
