// SPDX-License-Identifier: MIT
#include "core/cost/trace.h"

#include "core/base/partial_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t eventsPerChunk = 4096;

// As a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string quoted(const std::string& text)
{
    constexpr int onOneLine = -1;
    return nlohmann::json(text).dump(
        onOneLine, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string argsObject(const std::string& args)
{
    if (args.empty())
        return "{}";
    const bool isObject =
        args.find_first_not_of(" \t\r\n") == args.find('{') && nlohmann::json::accept(args);
    return isObject ? args : fmt::format(R"({{"text":{}}})", quoted(args));
}

std::string microseconds(std::int64_t ns)
{
    constexpr double nsPerMicrosecond = 1000;
    return fmt::format("{:.3f}", static_cast<double>(ns) / nsPerMicrosecond);
}

std::string laneMetadata(int lane, const std::string& name)
{
    return fmt::format(
        R"({{"ph":"M","pid":1,"tid":{0},"name":"thread_name","args":{{"name":{1}}}}},)"
        "\n"
        R"({{"ph":"M","pid":1,"tid":{0},"name":"thread_sort_index","args":{{"sort_index":{0}}}}},)"
        "\n",
        lane, quoted(name));
}

Result<void> writeText(PartialFile& file, const std::string& text)
{
    return file.write(std::as_bytes(std::span(text)));
}

} // namespace

Trace::Trace(std::int64_t originNs, std::size_t capacity)
    : m_originNs(originNs)
    , m_capacity(capacity)
{
}

void Trace::nameLane(int lane, std::string name)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.insert_or_assign(lane, std::move(name));
}

void Trace::span(
    int lane, std::string name, std::int64_t startNs, std::int64_t endNs, std::string args)
{
    const std::int64_t durationNs = std::max<std::int64_t>(0, endNs - startNs);
    add({'X', lane, startNs, durationNs, std::move(name), std::move(args)});
}

void Trace::instant(int lane, std::string name, std::int64_t atNs, std::string args)
{
    add({'i', lane, atNs, 0, std::move(name), std::move(args)});
}

void Trace::counter(std::string name, std::int64_t atNs, double value)
{
    if (std::isfinite(value))
        add({'C', guiLane, atNs, 0, std::move(name), fmt::format(R"({{"value":{}}})", value)});
}

void Trace::add(Event event)
{
    const std::lock_guard lock(m_mutex);
    if (m_events.size() < m_capacity)
        m_events.push_back(std::move(event));
    else
        ++m_dropped;
}

std::vector<Trace::Event> Trace::eventsFrom(std::size_t first, std::size_t end) const
{
    const std::lock_guard lock(m_mutex);
    return {m_events.begin() + static_cast<std::ptrdiff_t>(first),
        m_events.begin() + static_cast<std::ptrdiff_t>(end)};
}

Result<void> Trace::write(const std::filesystem::path& path) const
{
    std::string text = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
    std::size_t count = 0;
    std::uint64_t dropped = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [lane, name] : m_lanes)
            text += laneMetadata(lane, name);
        count = m_events.size();
        dropped = m_dropped;
    }
    auto file = PartialFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    // In chunks, so that a long trace is neither copied whole nor locked while the disk is busy.
    for (std::size_t first = 0; first < count; first += eventsPerChunk) {
        for (const Event& event : eventsFrom(first, std::min(count, first + eventsPerChunk)))
            text += toJson(event);
        if (auto written = writeText(*file, text); !written)
            return written;
        text.clear();
    }
    // The process's name comes last because a list must not end with a comma.
    text += fmt::format(
        R"({{"ph":"M","pid":1,"tid":0,"name":"process_name","args":{{"name":"tessera"}}}})"
        "\n"
        R"(],"otherData":{{"dropped":{},"version":{}}}}})"
        "\n",
        dropped, quoted(TESSERA_VERSION));
    if (auto written = writeText(*file, text); !written)
        return written;
    return file->commit();
}

std::string Trace::toJson(const Event& event) const
{
    const char* extra = event.phase == 'i' ? R"("s":"t",)" : "";
    const std::string duration = event.phase == 'X'
        ? fmt::format(R"("dur":{},)", microseconds(event.durationNs))
        : std::string();
    return fmt::format(R"({{"ph":"{}","pid":1,"tid":{},"ts":{},{}{}"name":{},"args":{}}},)"
                       "\n",
        event.phase, event.lane, microseconds(event.startNs - m_originNs), duration, extra,
        quoted(event.name), argsObject(event.args));
}

} // namespace tessera
