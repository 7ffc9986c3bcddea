// SPDX-License-Identifier: MIT
#include "app/cli/render_command.h"

#include "app/cli/damage_list.h"
#include "app/cli/exit_code.h"
#include "app/cli/json_text.h"
#include "app/cli/palette_option.h"
#include "app/cli/progress_line.h"
#include "app/cli/render_report.h"
#include "app/options/byte_option.h"
#include "core/base/path_text.h"
#include "core/base/stop_signals.h"
#include "core/cost/process_io.h"
#include "core/cost/stopwatch.h"
#include "core/output/picture_writer.h"
#include "core/session/open_memory.h"
#include "core/session/row_render.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

// How a cap is shared: what a source keeps for itself, and what is under way.
struct MemoryShares {
    ByteCount source;
    std::optional<ByteCount> work;
};

Result<MemoryShares> memoryShares(const RenderOptions& options)
{
    if (options.memory.empty())
        return MemoryShares{usualOpenMemory(), std::nullopt};
    const auto memory = parseByteCount(options.memory);
    if (!memory)
        return fail(ErrorCode::BadArgument,
            fmt::format("--memory {} is not a number of bytes; write it as 500k, 64M or 1G.",
                options.memory));
    constexpr std::uint64_t sourcePart =
        4; // a chunk, and those that are kept: blocks end on chunks
    const ByteCount source{memory->value / sourcePart};
    return MemoryShares{source, *memory - source};
}

Result<RenderReport> render(const RenderOptions& options,
    const std::shared_ptr<PlaneDamage>& damage, const std::stop_token& stop)
{
    const Stopwatch watch;
    const auto readBefore = processBytesRead();
    const auto memory = memoryShares(options);
    if (!memory)
        return std::unexpected(memory.error());
    auto writer = createPictureWriter(fromUtf8(options.output));
    if (!writer)
        return std::unexpected(writer.error());
    const auto volume = openPlane(options, memory->source, stop);
    if (!volume)
        return std::unexpected(volume.error());
    const VolumeInfo& info = volume->probabilities->info();
    const auto look = withPaletteOption(
        defaultLook(static_cast<std::size_t>(info.classes), info.classNames), options.palette);
    if (!look)
        return std::unexpected(look.error());
    RenderReport report;
    report.openNs = watch.elapsedNs();

    Engine engine({options.threads, ByteCount{}, nullptr});
    ProgressLine line;
    const auto cost = renderAndWait(
        engine, *volume,
        {.plane = {options.slice, options.time},
            .level = options.level,
            .colours = colourTable(*look),
            .memory = memory->work,
            .policy = options.marksDamage ? DamagePolicy::Mark : DamagePolicy::Refuse,
            .damage = damage},
        std::move(*writer), [&line](double fraction) { line.show(fraction); }, stop);
    line.erase();
    if (!cost)
        return std::unexpected(cost.error());
    report.cost = *cost;
    report.wallNs = watch.elapsedNs();
    report.bytesRead = processBytesRead() - readBefore;
    std::error_code ignored;
    report.bytesWritten = {std::filesystem::file_size(fromUtf8(options.output), ignored)};
    report.shape = TileGrid(info.plane, 1).shapeAt(options.level);
    report.level = options.level;
    report.threads = engine.pool().threads();
    report.damaged = damage->parts();
    return report;
}

} // namespace

int runRender(const RenderOptions& options)
{
    StopSignals signals; // before anything starts a thread
    const auto damage = std::make_shared<PlaneDamage>();
    const auto rendered = render(options, damage, signals.token());
    const auto parts = damage->parts();
    if (rendered) {
        if (options.asJson)
            fmt::print("{}\n", toJsonText(*rendered, options.output));
        fmt::print(stderr, "{}", damageText(*damage));
        return parts.empty() ? exitOk : exitDamaged;
    }
    const Error& error = rendered.error();
    const bool isRefused = !parts.empty() && error.code == ErrorCode::Damaged;
    if (options.asJson) {
        Json json{{"error", error.message}, {"subject", error.subject}};
        if (isRefused)
            json["damaged"] = damageJson(parts);
        fmt::print("{}\n", dumped(json));
    }
    fmt::print(stderr, "tessera-cli: {}\n{}", error.message, damageText(*damage));
    signals.passOn();
    if (isRefused)
        return exitDamaged;
    return error.code == ErrorCode::BadArgument ? exitUsage : exitFailed;
}

} // namespace tessera
