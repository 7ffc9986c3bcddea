// SPDX-License-Identifier: MIT
#include "core/session/ladder_rung.h"

#include "core/base/path_text.h"
#include "core/cost/process_memory.h"
#include "core/cost/stopwatch.h"
#include "core/palette/look.h"
#include "core/session/ladder_crop.h"
#include "core/session/ladder_tessera.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <thread>

namespace tessera {

namespace {

constexpr std::string_view tesseraId = "tessera-";

const LadderStepName& nameOf(LadderStep step)
{
    return *std::ranges::find(ladderSteps(), step, &LadderStepName::step);
}

std::uint64_t hashOf(std::span<const std::uint8_t> bytes)
{
    constexpr std::uint64_t offsetBasis = 0xCBF29CE484222325U;
    constexpr std::uint64_t prime = 0x100000001B3U;
    std::uint64_t hash = offsetBasis;
    for (const std::uint8_t byte : bytes)
        hash = (hash ^ byte) * prime;
    return hash;
}

} // namespace

std::vector<LadderRung> ladderRungs(int threads)
{
    std::vector<LadderRung> rungs;
    rungs.reserve(ladderSteps().size() + 2);
    for (const LadderStepName& name : ladderSteps())
        rungs.push_back({name.step});
    const int most = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
    rungs.push_back({});
    if (most > 1)
        rungs.push_back({std::nullopt, most});
    return rungs;
}

std::string rungId(const LadderRung& rung)
{
    return rung.step ? std::string(nameOf(*rung.step).id)
                     : fmt::format("{}{}", tesseraId, rung.threads);
}

std::string rungName(const LadderRung& rung)
{
    if (rung.step)
        return fmt::format("{}  {}", nameOf(*rung.step).id, nameOf(*rung.step).what);
    return fmt::format("Tessera, {} thread{}", rung.threads, rung.threads == 1 ? "" : "s");
}

Result<RungReport> climbRung(const LadderRung& rung, const LadderTask& task)
try {
    const ColourTable colours =
        colourTable(defaultLook(static_cast<std::size_t>(task.shape.classes), {}));
    RungReport report;
    report.startResident = processMemory().value_or(ProcessMemory{}).resident;
    const Stopwatch watch;
    const auto picture = rung.step
        ? climb(*rung.step, ladderInput(task.shape, colours, task.folder))
        : climbTessera(task, colours, rung.threads);
    report.ns = watch.elapsedNs();
    if (!picture)
        return std::unexpected(picture.error());
    report.peakResident = processMemory().value_or(ProcessMemory{}).peakResident;
    report.pictureHash = hashOf(*picture);
    return report;
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory, "There was not enough memory for it.");
}

} // namespace tessera
