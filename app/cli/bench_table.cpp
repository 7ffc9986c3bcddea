// SPDX-License-Identifier: MIT
#include "app/cli/bench_table.h"

#include "core/base/path_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tessera {

namespace {

using Json = nlohmann::ordered_json;

constexpr double nsPerMs = 1e6;

std::string timeText(std::int64_t ns)
{
    constexpr double nsPerSecond = 1e9;
    const auto shown = static_cast<double>(ns);
    return ns < static_cast<std::int64_t>(nsPerSecond)
        ? fmt::format("{:.3g} ms", shown / nsPerMs)
        : fmt::format("{:.3g} s", shown / nsPerSecond);
}

// How many times faster than the lowest step that came to its end.
double speedUp(const LadderTable& table, const RungReport& report)
{
    const auto lowest = std::ranges::find_if(
        table.rows, [](const LadderRow& row) { return row.report.has_value(); });
    return static_cast<double>(lowest->report->ns)
        / static_cast<double>(std::max<std::int64_t>(report.ns, 1));
}

std::string speedUpText(double times)
{
    constexpr double oneDecimalBelow = 10;
    return times < oneDecimalBelow ? fmt::format("{:.1f} x", times)
                                   : fmt::format("{:.0f} x", times);
}

std::string line(const LadderTable& table, const LadderRow& row)
{
    if (!row.report)
        return fmt::format("{:<34}  {}\n", rungName(row.rung), row.report.error().message);
    return fmt::format("{:<34} {:>9} {:>12} {:>9}  {}\n", rungName(row.rung),
        timeText(row.report->ns), toText(row.report->peakResident),
        speedUpText(speedUp(table, *row.report)), row.isSamePicture ? "same" : "DIFFERENT");
}

std::string cropText(const LadderCrop& crop)
{
    const auto& [rows, columns, classes] = crop.shape;
    const std::string part = crop.isWhole()
        ? "the whole plane"
        : fmt::format(
              "the top left of {} x {}; --full takes all", crop.whole.rows, crop.whole.columns);
    return fmt::format("{} x {} pixels ({}), {} classes, as float64 {}", rows, columns, part,
        classes,
        toText(ByteCount{static_cast<std::uint64_t>(rows * columns * classes) * sizeof(double)}));
}

Json describe(const LadderTable& table, const LadderRow& row)
{
    Json json;
    json["step"] = rungId(row.rung);
    json["name"] = rungName(row.rung);
    json["repeats"] = row.repeats;
    if (!row.report) {
        json["error"] = row.report.error().message;
        return json;
    }
    json["ms"] = static_cast<double>(row.report->ns) / nsPerMs;
    json["peak_bytes"] = row.report->peakResident.value;
    json["start_bytes"] = row.report->startResident.value;
    json["times_faster"] = speedUp(table, *row.report);
    json["same_picture"] = row.isSamePicture;
    return json;
}

} // namespace

std::string ladderText(const LadderTable& table)
{
    std::string text =
        fmt::format("{}\n{}\n{}\n\n{:<34} {:>9} {:>12} {:>9}  picture\n", toText(table.location),
            table.storage, cropText(table.crop), "step", "time", "peak memory", "faster");
    for (const LadderRow& row : table.rows)
        text += line(table, row);
    text +=
        "\nEach step runs in a process of its own: from the file to the picture, reading included; "
        "files in\nthe page cache; the median of several runs (v0, v1: one). v0 reads text, v1 to "
        "v7 read float64 from a\nplain file, Tessera the file itself. Peak memory is that of the "
        "whole process.\n";
    return text;
}

std::string ladderJson(const LadderTable& table)
{
    constexpr int indent = 2;
    const LadderCrop& crop = table.crop;
    Json json;
    json["path"] = toUtf8(table.location.path);
    json["dataset"] = table.location.dataset;
    json["storage"] = table.storage;
    json["slice"] = crop.plane.z;
    json["time"] = crop.plane.t;
    json["rows"] = crop.shape.rows;
    json["columns"] = crop.shape.columns;
    json["classes"] = crop.shape.classes;
    json["whole_rows"] = crop.whole.rows;
    json["whole_columns"] = crop.whole.columns;
    json["steps"] = Json::array();
    for (const LadderRow& row : table.rows)
        json["steps"].push_back(describe(table, row));
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace tessera
