// SPDX-License-Identifier: MIT
#include "core/source/reading_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view between = "..";

constexpr std::array<std::pair<std::string_view, PlaneAxes>, 3> planes{
    {{"xy", PlaneAxes::XY}, {"xz", PlaneAxes::XZ}, {"yz", PlaneAxes::YZ}}};

std::optional<double> parseNumber(std::string_view text)
{
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || read != end || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<ValueRange> parseRange(std::string_view text)
{
    const auto middle = text.find(between);
    if (middle == std::string_view::npos)
        return std::nullopt;
    const auto low = parseNumber(text.substr(0, middle));
    const auto high = parseNumber(text.substr(middle + between.size()));
    if (!low || !high || *low >= *high)
        return std::nullopt;
    return ValueRange{*low, *high};
}

} // namespace

std::optional<ValueScale> parseScale(std::string_view text)
{
    constexpr double percent = 100;
    if (text == "stored")
        return ValueScale{rangeOfType};
    if (text == "percent")
        return ValueScale{{0, percent}};
    if (text == "logits")
        return ValueScale{{}, Activation::Softmax};
    if (text == "sigmoid")
        return ValueScale{{}, Activation::Sigmoid};
    const auto range = parseRange(text);
    return range ? std::optional(ValueScale{*range}) : std::nullopt;
}

std::string toText(const ValueScale& scale)
{
    std::string text = scale.range == rangeOfType
        ? "as stored"
        : fmt::format("{}{}{}", scale.range.low, between, scale.range.high);
    if (scale.activation == Activation::Softmax)
        text += ", softmax";
    if (scale.activation == Activation::Sigmoid)
        text += ", sigmoid";
    if (scale.isBinary)
        text += ", binary";
    return text;
}

std::optional<PlaneAxes> parsePlaneAxes(std::string_view text)
{
    const auto* const found =
        std::ranges::find(planes, text, &std::pair<std::string_view, PlaneAxes>::first);
    return found == planes.end() ? std::nullopt : std::optional(found->second);
}

std::string_view toText(PlaneAxes plane)
{
    return std::ranges::find(planes, plane, &std::pair<std::string_view, PlaneAxes>::second)->first;
}

} // namespace tessera
