// SPDX-License-Identifier: MIT
#include "core/source/reading_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view between = "..";

constexpr std::string_view open = "-"; // of a wish
constexpr std::string_view asStored = "stored";

constexpr std::array<std::pair<std::string_view, Activation>, 3> activations{
    {{"none", Activation::None}, {"softmax", Activation::Softmax},
        {"sigmoid", Activation::Sigmoid}}};

constexpr std::array<std::pair<std::string_view, PlaneAxes>, 3> planes{
    {{"xy", PlaneAxes::XY}, {"xz", PlaneAxes::XZ}, {"yz", PlaneAxes::YZ}}};

std::optional<double> parseNumber(std::string_view text)
{
    double number = 0;
    const auto [read, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isAll = error == std::errc{} && read == text.data() + text.size();
    return isAll ? std::optional(number) : std::nullopt;
}

std::optional<ValueRange> parseRange(std::string_view text)
{
    const auto middle = text.find(between);
    if (middle == std::string_view::npos)
        return std::nullopt;
    const auto low = parseNumber(text.substr(0, middle));
    const auto high = parseNumber(text.substr(middle + between.size()));
    const ValueRange range{low.value_or(0), high.value_or(0)};
    return low && high && isSound(range) ? std::optional(range) : std::nullopt;
}

template <class Value, std::size_t size>
std::optional<Value> valueOf(
    const std::array<std::pair<std::string_view, Value>, size>& names, std::string_view name)
{
    const auto* const found =
        std::ranges::find(names, name, &std::pair<std::string_view, Value>::first);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

template <class Value, std::size_t size>
std::string_view nameOf(
    const std::array<std::pair<std::string_view, Value>, size>& names, Value value)
{
    return std::ranges::find(names, value, &std::pair<std::string_view, Value>::second)->first;
}

std::string toText(const ValueRange& range)
{
    return range == rangeOfType ? std::string(asStored)
                                : fmt::format("{}{}{}", range.low, between, range.high);
}

std::optional<ValueScale> scaleOf(const std::string& range, const std::string& activation)
{
    const auto found =
        range == asStored ? std::optional(ValueRange(rangeOfType)) : parseRange(range);
    const auto how = parseActivation(activation);
    return found && how ? std::optional(ValueScale{*found, *how}) : std::nullopt;
}

} // namespace

bool isSound(const ValueRange& range)
{
    const double width = range.high - range.low;
    return width > 0 && std::isnormal(width);
}

std::optional<ValueScale> parseScale(std::string_view text)
{
    constexpr double percent = 100;
    if (text == asStored)
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
    std::string text = scale.range == rangeOfType ? "as stored" : toText(scale.range);
    if (scale.activation != Activation::None)
        text += fmt::format(", {}", toText(scale.activation));
    if (scale.isBinary)
        text += ", binary";
    return text;
}

std::optional<Activation> parseActivation(std::string_view text)
{
    return valueOf(activations, text);
}

std::string_view toText(Activation activation)
{
    return nameOf(activations, activation);
}

std::optional<PlaneAxes> parsePlaneAxes(std::string_view text)
{
    return valueOf(planes, text);
}

std::string_view toText(PlaneAxes plane)
{
    return nameOf(planes, plane);
}

std::string toText(const ReadingWish& wish)
{
    const std::string_view binary = !wish.isBinary ? open : (*wish.isBinary ? "yes" : "no");
    return fmt::format("{} {} {} {} {}", wish.axes ? toText(*wish.axes) : std::string(open),
        wish.scale ? toText(wish.scale->range) : std::string(open),
        wish.scale ? toText(wish.scale->activation) : open, binary, toText(wish.plane));
}

std::optional<ReadingWish> parseWish(std::string_view text)
{
    std::istringstream words{std::string(text)};
    std::string axes;
    std::string range;
    std::string activation;
    std::string binary;
    std::string plane;
    words >> axes >> range >> activation >> binary >> plane;
    ReadingWish wish;
    if (axes != open)
        wish.axes = parseAxes(axes);
    if (range != open)
        wish.scale = scaleOf(range, activation);
    if (binary != open)
        wish.isBinary = binary == "yes";
    const auto found = parsePlaneAxes(plane);
    const bool isSound = (axes == open || wish.axes) && (range == open || wish.scale);
    if (!isSound || !found || !words || (words >> plane))
        return std::nullopt;
    wish.plane = *found;
    return wish;
}

} // namespace tessera
