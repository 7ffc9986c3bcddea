// SPDX-License-Identifier: MIT
#include "core/session/ladder_run.h"
#include "core/session/open_memory.h"

#include "core/base/child_process.h"
#include "core/base/path_text.h"
#include "core/base/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

constexpr int usualRepeats = 3;

Result<void> checkPlane(const VolumeInfo& info, PlanePosition plane)
{
    if (plane.z < 0 || plane.z >= info.zCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has slices 0 to {}; {} is not one of them.", shownName(info.path),
                info.zCount - 1, plane.z));
    if (plane.t < 0 || plane.t >= info.tCount)
        return fail(ErrorCode::BadArgument,
            fmt::format("\"{}\" has points in time 0 to {}; {} is not one of them.",
                shownName(info.path), info.tCount - 1, plane.t));
    return {};
}

int repeatsOf(const LadderRung& rung, int wanted)
{
    if (wanted > 0)
        return wanted;
    const bool isSlow = rung.step == LadderStep::TextRows || rung.step == LadderStep::BinaryRows;
    return isSlow ? 1 : usualRepeats;
}

Result<RungReport> medianRun(const LadderRung& rung, int repeats, const LadderTask& task,
    const LadderListener& listener, const std::stop_token& stop)
{
    std::vector<RungReport> reports;
    reports.reserve(static_cast<std::size_t>(repeats));
    for (int repeat = 0; repeat < repeats; ++repeat) {
        if (listener.climbing)
            listener.climbing(rung, repeat);
        const auto answer = runSelf(rungCall(rung, task), stop);
        if (!answer)
            return std::unexpected(answer.error());
        const auto report = parseRungAnswer(*answer);
        if (!report)
            return report;
        reports.push_back(*report);
    }
    const auto middle = reports.begin() + static_cast<std::ptrdiff_t>(reports.size() / 2);
    std::ranges::nth_element(reports, middle, {}, &RungReport::ns);
    return *middle;
}

bool isSameAsLowest(const LadderTable& table, const Result<RungReport>& report)
{
    const auto lowest = std::ranges::find_if(
        table.rows, [](const LadderRow& row) { return row.report.has_value(); });
    return report
        && (lowest == table.rows.end() || lowest->report->pictureHash == report->pictureHash);
}

Result<void> climbAll(LadderTable& table, const std::filesystem::path& folder,
    const LadderOptions& options, const LadderListener& listener, const std::stop_token& stop)
{
    const LadderTask task{
        table.location, table.crop.plane, table.crop.shape, folder, options.reading};
    for (const LadderRung& rung : ladderRungs(options.threads)) {
        const int repeats = repeatsOf(rung, options.repeats);
        auto report = medianRun(rung, repeats, task, listener, stop);
        if (!report && report.error().code == ErrorCode::Cancelled)
            return cancelled();
        const bool isSame = isSameAsLowest(table, report);
        table.rows.push_back({rung, repeats, std::move(report), isSame});
        if (listener.climbed)
            listener.climbed(table);
    }
    return {};
}

} // namespace

Result<LadderTable> runLadder(
    const LadderOptions& options, const LadderListener& listener, const std::stop_token& stop)
{
    const auto folder = TemporaryFolder::create();
    if (!folder)
        return std::unexpected(folder.error());
    OpenLimits limits{usualOpenMemory()};
    limits.reading = options.reading;
    auto volume = openVolume(options.location, limits, {}, stop);
    if (!volume)
        return std::unexpected(volume.error());
    const VolumeInfo& info = volume->probabilities->info();
    if (auto valid = checkPlane(info, options.plane); !valid)
        return std::unexpected(valid.error());
    std::error_code ignored;
    LadderTable table{{std::filesystem::absolute(options.location.path, ignored), info.dataset},
        fmt::format("{}, {}", info.storedType, info.storage),
        ladderCrop(info, options.plane, options.pixelLimit), {}};
    if (options.shrinksToFit)
        table.crop =
            ladderCrop(info, options.plane, ladderPixelsThatFit(table.crop, folder->path()));
    if (auto fits = checkLadderFits(table.crop, folder->path()); !fits)
        return std::unexpected(fits.error());
    if (listener.begun)
        listener.begun(table);
    if (auto written = writeLadderFiles(
            *volume->probabilities, table.crop, folder->path(), listener.preparing, stop);
        !written)
        return std::unexpected(written.error());
    volume = OpenedVolume{}; // what it holds is not to be missing from the rungs
    if (auto climbed = climbAll(table, folder->path(), options, listener, stop); !climbed)
        return std::unexpected(climbed.error());
    return table;
}

} // namespace tessera
