// SPDX-License-Identifier: MIT
#include "app/cli/render_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/palette_option.h"
#include "core/base/path_text.h"
#include "core/cost/process_memory.h"
#include "core/output/row_writer.h"
#include "core/session/plane_render.h"
#include "core/source/open_source.h"

#include <fmt/format.h>

#include <cstdio>

namespace tessera {

namespace {

Result<void> checkPlane(const VolumeInfo& info, const RenderOptions& options)
{
    if (options.slice < 0 || options.slice >= info.zCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has slices 0 to {}; --slice {} is not one of them.",
                shownName(info.path), info.zCount - 1, options.slice));
    if (options.time < 0 || options.time >= info.tCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has points in time 0 to {}; --time {} is not one of them.",
                shownName(info.path), info.tCount - 1, options.time));
    return {};
}

Result<void> render(const RenderOptions& options)
{
    VolumeLocation location = parseLocation(options.location);
    if (!options.dataset.empty())
        location.dataset = options.dataset;
    auto volume = openVolume(location, ByteCount{physicalMemory().value / 2});
    if (!volume)
        return std::unexpected(volume.error());
    const VolumeInfo& info = volume->probabilities->info();
    if (auto valid = checkPlane(info, options); !valid)
        return valid;
    const auto look = withPaletteOption(
        defaultLook(static_cast<std::size_t>(info.classes), info.classNames), options.palette);
    if (!look)
        return std::unexpected(look.error());
    const auto writer = createRowWriter(fromUtf8(options.output), info.plane);
    if (!writer)
        return std::unexpected(writer.error());
    Engine engine({options.threads, megabytes(64), nullptr});
    const auto sink = [&](std::span<const std::uint8_t> row) { return (*writer)->writeRow(row); };
    if (auto rendered =
            renderPlane(engine, *volume, {options.slice, options.time}, colourTable(*look), sink);
        !rendered)
        return rendered;
    return (*writer)->finish();
}

} // namespace

int runRender(const RenderOptions& options)
{
    const auto rendered = render(options);
    if (rendered)
        return exitOk;
    fmt::print(stderr, "tessera-cli: {}\n", rendered.error().message);
    return rendered.error().code == ErrorCode::BadArgument ? exitUsage : exitFailed;
}

} // namespace tessera
