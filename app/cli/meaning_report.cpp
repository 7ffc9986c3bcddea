// SPDX-License-Identifier: MIT
#include "app/cli/meaning_report.h"

#include "core/source/reading_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace tessera {

namespace {

Json describe(const std::vector<AxisAlternative>& alternatives)
{
    Json list = Json::array();
    for (const AxisAlternative& other : alternatives)
        list.push_back({{"axes", toText(other.axes)}, {"reason", other.reason}});
    return list;
}

Json describe(const ValueScale& scale)
{
    return {{"low", scale.range.low}, {"high", scale.range.high},
        {"activation", toText(scale.activation)}, {"binary", scale.isBinary}};
}

Json describe(const SampleChecks& checks)
{
    if (checks.pixels == 0)
        return nullptr;
    return {{"pixels", checks.pixels}, {"samples", checks.samples},
        {"sums_not_one", checks.sumsNotOne}, {"not_a_number", checks.notANumber},
        {"infinite", checks.infinite}, {"negative", checks.negative},
        {"above_range", checks.aboveRange}, {"least", checks.least}, {"greatest", checks.greatest},
        {"mean_sum", checks.meanSum}, {"sum_deviation", checks.sumDeviation}, {"won", checks.won}};
}

Json describe(const PixelSize& pixel)
{
    if (!pixel.isKnown())
        return nullptr;
    return {{"x", pixel.x}, {"y", pixel.y}, {"z", pixel.z}, {"unit", pixel.unit}};
}

std::string checksText(const SampleChecks& checks)
{
    if (checks.pixels == 0)
        return {};
    std::string text = fmt::format("{} pixels looked at, values {:.6g} to {:.6g}", checks.pixels,
        checks.least, checks.greatest);
    const auto add = [&text](std::uint64_t count, std::string_view what) {
        if (count > 0)
            text += fmt::format(", {} {}", count, what);
    };
    add(checks.sumsNotOne, "sums not 1");
    add(checks.notANumber, "NaN");
    add(checks.infinite, "infinite");
    add(checks.negative, "negative");
    add(checks.aboveRange, "above the range");
    return text;
}

std::string neverWon(const SampleChecks& checks)
{
    std::vector<std::size_t> classes;
    for (std::size_t index = 0; index < checks.won.size(); ++index)
        if (checks.won[index] == 0)
            classes.push_back(index);
    constexpr std::size_t mostNamed = 20;
    if (checks.pixels == 0 || classes.empty())
        return {};
    const bool isMore = classes.size() > mostNamed;
    if (isMore)
        classes.resize(mostNamed);
    return fmt::format("{}{}", fmt::join(classes, ", "), isMore ? " …" : "");
}

std::string pixelText(const PixelSize& pixel)
{
    if (!pixel.isKnown())
        return {};
    const std::string depth = pixel.z > 0 ? fmt::format(" x {:.6g}", pixel.z) : "";
    return fmt::format("{:.6g} x {:.6g}{} {}", pixel.x, pixel.y, depth, pixel.unit);
}

} // namespace

Json meaningJson(const VolumeInfo& info)
{
    const Meaning& meaning = info.meaning;
    return {{"axes", toText(meaning.axes)}, {"axes_reason", meaning.axesReason},
        {"axes_ambiguous", meaning.isAmbiguous},
        {"axes_alternatives", describe(meaning.alternatives)},
        {"plane_axes", toText(info.planeAxes)}, {"scale", describe(meaning.scale)},
        {"scale_reason", meaning.scaleReason}, {"checks", describe(meaning.checks)},
        {"class_names", info.classNames}, {"class_names_reason", meaning.classNamesReason},
        {"pixel_size", describe(meaning.pixel)}, {"pixel_size_reason", meaning.pixelReason}};
}

std::vector<std::pair<std::string, std::string>> meaningLines(const VolumeInfo& info)
{
    const Meaning& meaning = info.meaning;
    const auto withReason = [](const std::string& text, const std::string& reason) {
        return reason.empty() ? text : fmt::format("{}: {}", text, reason);
    };
    std::vector<std::pair<std::string, std::string>> lines{
        {"axes", withReason(toText(meaning.axes), meaning.axesReason)}};
    for (const AxisAlternative& other : meaning.alternatives)
        lines.emplace_back(meaning.isAmbiguous ? "or" : "less likely",
            withReason(toText(other.axes), other.reason));
    lines.emplace_back("scale", withReason(toText(meaning.scale), meaning.scaleReason));
    lines.emplace_back("checks", checksText(meaning.checks));
    lines.emplace_back("never won", neverWon(meaning.checks));
    lines.emplace_back("names", meaning.classNamesReason);
    if (meaning.pixel.isKnown())
        lines.emplace_back("pixel", withReason(pixelText(meaning.pixel), meaning.pixelReason));
    return lines;
}

} // namespace tessera
