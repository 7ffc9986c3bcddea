// SPDX-License-Identifier: MIT
#include "core/source/axis_guess.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace tessera {

namespace {

constexpr std::size_t minRank = 3;
constexpr std::size_t maxRank = 5;
// Models with more classes than this exist, planes with fewer rows hardly.
constexpr std::uint64_t manyClasses = 32;

std::optional<AxisGuess> axesFromClaims(std::size_t rank, std::span<const AxisClaim> claims)
{
    for (const AxisClaim& claim : claims) {
        auto axes = parseAxes(claim.letters);
        if (axes && axes->order.size() == rank)
            return AxisGuess{
                std::move(*axes), fmt::format("{} says {}.", claim.source, claim.letters)};
    }
    return std::nullopt;
}

AxisGuess axesFromShape(std::span<const std::uint64_t> shape)
{
    using enum Axis;
    if (shape.size() == maxRank)
        return {
            {{Time, Z, Y, X, Class}}, "An array of five dimensions is taken as t, z, y, x, class."};
    const bool hasDepth = shape.size() > minRank;
    const bool isClassFirst = shape.front() <= manyClasses && shape.back() > manyClasses;
    if (isClassFirst)
        return {hasDepth ? Axes{{Class, Z, Y, X}} : Axes{{Class, Y, X}},
            fmt::format(
                "Only the first dimension ({}) is small enough for classes.", shape.front())};
    return {hasDepth ? Axes{{Z, Y, X, Class}} : Axes{{Y, X, Class}},
        fmt::format("The last dimension ({}) is taken as the classes.", shape.back())};
}

} // namespace

std::string taggedLetters(std::string_view axisTags)
{
    const auto json = nlohmann::json::parse(axisTags, nullptr, false);
    if (!json.is_object() || !json.contains("axes") || !json["axes"].is_array())
        return {};
    std::string letters;
    for (const auto& axis : json["axes"]) {
        if (!axis.is_object() || !axis.contains("key") || !axis["key"].is_string())
            return {};
        letters += axis["key"].get_ref<const std::string&>();
    }
    return letters;
}

std::expected<AxisGuess, std::string> guessAxes(
    std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims)
{
    if (shape.size() < minRank || shape.size() > maxRank)
        return std::unexpected(
            fmt::format("has {} dimension{}; class probabilities need 3 to 5 (rows, columns, "
                        "classes, and depth or time)",
                shape.size(), shape.size() == 1 ? "" : "s"));
    if (auto tagged = axesFromClaims(shape.size(), claims))
        return std::move(*tagged);
    return axesFromShape(shape);
}

} // namespace tessera
