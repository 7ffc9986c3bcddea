// SPDX-License-Identifier: MIT
#include "core/session/ladder_worker.h"

#include "core/base/child_process.h"
#include "core/base/path_text.h"
#include "core/base/stop_signals.h"
#include "core/source/reading_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace tessera {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t ladderArguments = 6;

std::optional<LadderOptions> parseLadderCall(std::span<const std::string> arguments)
{
    if (arguments.size() != ladderArguments)
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    numbers.reserve(ladderArguments);
    for (const std::string& text : arguments.subspan(2)) {
        std::int64_t number = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{})
            return std::nullopt;
        numbers.push_back(number);
    }
    const auto reading = parseWish(arguments[1]);
    if (!reading)
        return std::nullopt;
    LadderOptions options;
    options.location = parseLocation(arguments[0]);
    options.reading = *reading;
    options.plane = {numbers[0], numbers[1]};
    options.pixelLimit = static_cast<std::uint64_t>(numbers[2]);
    options.threads = static_cast<int>(numbers[3]);
    options.shrinksToFit = true; // a window has no option to choose less
    return options;
}

// Writes events; once that fails, nobody listens any more, and the work is to stop.
class EventWriter {
public:
    explicit EventWriter(std::FILE* out)
        : m_out(out)
    {
    }

    void write(const Json& event)
    {
        const std::string line = event.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        const bool isWritten = std::fwrite(line.data(), 1, line.size(), m_out) == line.size()
            && std::fflush(m_out) == 0;
        if (!isWritten)
            m_stop.request_stop();
    }
    std::stop_source& stop() { return m_stop; }

private:
    std::FILE* m_out;
    std::stop_source m_stop;
};

Json eventNamed(const char* name)
{
    Json event;
    event["event"] = name;
    return event;
}

Json describe(const LadderCrop& crop)
{
    Json event = eventNamed("begun");
    event["rows"] = crop.shape.rows;
    event["columns"] = crop.shape.columns;
    event["classes"] = crop.shape.classes;
    event["whole_rows"] = crop.whole.rows;
    event["whole_columns"] = crop.whole.columns;
    return event;
}

Json describe(const LadderRow& row)
{
    Json event = eventNamed("climbed");
    event["rung"] = rungId(row.rung);
    if (!row.report) {
        event["error"] = row.report.error().message;
        return event;
    }
    event["ns"] = row.report->ns;
    event["peak_bytes"] = row.report->peakResident.value;
    event["same_picture"] = row.isSamePicture;
    return event;
}

LadderListener listenerFor(EventWriter& events)
{
    LadderListener listener;
    listener.begun = [&](const LadderTable& table) { events.write(describe(table.crop)); };
    listener.preparing = [&](double fraction) {
        Json event = eventNamed("preparing");
        event["fraction"] = fraction;
        events.write(event);
    };
    listener.climbing = [&](const LadderRung& rung, int repeat) {
        Json event = eventNamed("climbing");
        event["rung"] = rungId(rung);
        event["repeat"] = repeat;
        events.write(event);
    };
    listener.climbed = [&](const LadderTable& table) { events.write(describe(table.rows.back())); };
    return listener;
}

bool runTold(const LadderOptions& options, EventWriter& events)
{
    const auto table = runLadder(options, listenerFor(events), events.stop().get_token());
    Json event = eventNamed(table ? "ended" : "failed");
    if (!table)
        event["message"] = table.error().message;
    events.write(event);
    return table.has_value();
}

} // namespace

std::vector<std::string> ladderCall(const LadderOptions& options)
{
    return {ladderCallName, toText(options.location), toText(options.reading),
        fmt::format("{}", options.plane.z), fmt::format("{}", options.plane.t),
        fmt::format("{}", options.pixelLimit), fmt::format("{}", options.threads)};
}

std::optional<int> answerLadderCall(std::span<const std::string> arguments, std::FILE* out)
{
    if (arguments.empty())
        return std::nullopt;
    if (arguments[0] == rungCallName) {
        endWithParent();
        const std::string answer = answerRungCall(arguments.subspan(1));
        const bool isWritten = std::fwrite(answer.data(), 1, answer.size(), out) == answer.size();
        return isWritten && std::fflush(out) == 0 ? 0 : 1;
    }
    if (arguments[0] != ladderCallName)
        return std::nullopt;
    const auto options = parseLadderCall(arguments.subspan(1));
    if (!options)
        return 1;
    StopSignals signals;
    endWithParent();
    EventWriter events(out);
    bool isDone = false;
    {
        const std::stop_callback onSignal(
            signals.token(), [&events] { events.stop().request_stop(); });
        isDone = runTold(*options, events);
    }
    signals.passOn();
    return isDone ? 0 : 1;
}

} // namespace tessera
