// SPDX-License-Identifier: MIT
// How a rung is asked for and answered across processes: ten arguments there, one line back.
#include "core/session/ladder_rung.h"

#include "core/base/path_text.h"
#include "core/source/reading_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace tessera {

namespace {

constexpr std::size_t argumentCount = 10;
constexpr std::string_view failed = "failed ";

std::optional<std::int64_t> numberOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size() && number >= 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

struct RungCall {
    LadderRung rung;
    LadderTask task;
};

std::optional<RungCall> parseRungCall(std::span<const std::string> arguments)
{
    if (arguments.size() != argumentCount)
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    numbers.reserve(argumentCount);
    const auto reading = parseWish(arguments[3]);
    if (!reading)
        return std::nullopt;
    for (const std::string& text : arguments.subspan(4)) {
        const auto number = numberOf(text);
        if (!number)
            return std::nullopt;
        numbers.push_back(*number);
    }
    const int threads = static_cast<int>(numbers[5]);
    for (const LadderRung& rung : ladderRungs(threads))
        if (rungId(rung) == arguments[0])
            return RungCall{rung,
                {parseLocation(arguments[1]), {numbers[0], numbers[1]},
                    {numbers[2], numbers[3], numbers[4]}, fromUtf8(arguments[2]), *reading}};
    return std::nullopt;
}

} // namespace

std::vector<std::string> rungCall(const LadderRung& rung, const LadderTask& task)
{
    std::vector<std::string> call{rungCallName, rungId(rung), toText(task.location),
        toUtf8(task.folder), toText(task.reading)};
    for (const std::int64_t number : {task.plane.z, task.plane.t, task.shape.rows,
             task.shape.columns, task.shape.classes, std::int64_t{rung.threads}})
        call.push_back(fmt::format("{}", number));
    return call;
}

std::string answerRungCall(std::span<const std::string> arguments)
{
    const auto call = parseRungCall(arguments);
    if (!call)
        return fmt::format(
            "{}The rung was asked for in a way that it does not understand.\n", failed);
    const auto report = climbRung(call->rung, call->task);
    if (!report)
        return fmt::format("{}{}\n", failed, report.error().message);
    return fmt::format("done {} {} {} {}\n", report->ns, report->startResident.value,
        report->peakResident.value, report->pictureHash);
}

Result<RungReport> parseRungAnswer(const std::string& answer)
{
    if (answer.starts_with(failed))
        return fail(
            ErrorCode::Unreadable, answer.substr(failed.size(), answer.find('\n') - failed.size()));
    RungReport report;
    std::string word;
    std::istringstream stream(answer);
    stream >> word >> report.ns >> report.startResident.value >> report.peakResident.value
        >> report.pictureHash;
    if (!stream || word != "done")
        return fail(ErrorCode::Unreadable, "It ended without an answer.");
    return report;
}

} // namespace tessera
