// SPDX-License-Identifier: MIT
#include "core/source/ome_hints.h"

#include "core/source/axis_names.h"
#include "core/source/level_claims.h"
#include "core/source/spacing_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view usualOrder = "tczyx"; // before version 0.3 there was no other

// The last components of a path, so many as the group lies above.
std::string_view relativeTo(std::string_view path, std::uint32_t above)
{
    auto begin = path.size();
    for (std::uint32_t step = 0; step < above && begin != std::string_view::npos && begin > 0;
        ++step)
        begin = path.rfind('/', begin - 1);
    return begin == std::string_view::npos ? path : path.substr(std::min(begin + 1, path.size()));
}

std::vector<double> scaleOf(const OrderedJson& entry)
{
    const auto* steps = memberOf(entry, "coordinateTransformations");
    if (steps == nullptr || !steps->is_array())
        return {};
    for (const auto& step : *steps)
        if (textOf(memberOf(step, "type")) == "scale")
            return numbersOf(memberOf(step, "scale"));
    return {};
}

struct NamedAxes {
    std::string letters;
    std::string unit; // of x
};

NamedAxes axesOf(const OrderedJson& image)
{
    const auto* axes = memberOf(image, "axes");
    if (axes == nullptr)
        return {std::string(usualOrder), {}};
    NamedAxes named;
    if (!axes->is_array())
        return named;
    for (const auto& axis : *axes) {
        const auto name = axis.is_object() ? textOf(memberOf(axis, "name")) : textOf(&axis);
        named.letters += axisLetter(name);
        if (named.letters.back() == 'x')
            named.unit = shownUnit(textOf(memberOf(axis, "unit")));
    }
    return named;
}

// Each is relative to the one before: the whole image's comes after the level's.
std::vector<double> product(std::vector<double> first, const std::vector<double>& second)
{
    if (first.empty())
        return second;
    if (first.size() == second.size())
        std::ranges::transform(first, second, first.begin(), std::multiplies<>());
    return first;
}

SpacingClaim spacingOf(const OrderedJson& image, const OrderedJson& level, const NamedAxes& axes)
{
    auto scale = product(scaleOf(level), scaleOf(image));
    if (scale.size() != axes.letters.size())
        return {};
    for (std::size_t index = 0; index < scale.size(); ++index)
        if (std::string_view("zyx").find(axes.letters[index]) == std::string_view::npos
            || !std::isfinite(scale[index]) || scale[index] < 0)
            scale[index] = 0;
    return {std::move(scale), {}, axes.unit, {}};
}

const OrderedJson* levelCalled(const OrderedJson& image, std::string_view name)
{
    const auto* levels = memberOf(image, "datasets");
    if (levels == nullptr || !levels->is_array())
        return nullptr;
    for (const auto& level : *levels)
        if (textOf(memberOf(level, "path")) == name)
            return &level;
    return nullptr;
}

// Nobody who lists levels names others than those below the list.
bool isNameBelow(std::string_view name)
{
    constexpr std::size_t mostBytes = 1000;
    if (name.empty() || name.size() > mostBytes)
        return false;
    while (true) {
        const auto part = name.substr(0, name.find('/'));
        if (part.empty() || part == "." || part == "..")
            return false;
        if (part.size() == name.size())
            return true;
        name.remove_prefix(part.size() + 1);
    }
}

std::vector<double> quotients(std::vector<double> dividends, const std::vector<double>& divisors)
{
    if (dividends.size() != divisors.size())
        return {};
    std::ranges::transform(dividends, divisors, dividends.begin(), std::divides<>());
    return dividends;
}

// `own` is one of them; `group`: all of their names that is not in the list.
std::vector<LevelClaim> othersListed(
    const OrderedJson& image, const OrderedJson& own, std::string_view group)
{
    const auto ownScale = scaleOf(own);
    std::vector<LevelClaim> claims;
    for (const auto& level : *memberOf(image, "datasets")) {
        const auto name = textOf(memberOf(level, "path"));
        if (&level == &own || !isNameBelow(name))
            continue;
        if (claims.size() == mostFileLevels)
            break;
        claims.push_back({fmt::format("{}{}", group, name), quotients(scaleOf(level), ownScale)});
    }
    return claims;
}

} // namespace

OmeHints omeHints(const AttributeSet& attributes, std::string_view path)
{
    for (std::uint32_t above = 1; above <= attributes.highest(); ++above) {
        const auto* fact = attributes.find("multiscales", above);
        const auto json =
            fact != nullptr && fact->texts.size() == 1 ? parsedJson(fact->texts[0]) : std::nullopt;
        if (!json || !json->is_array())
            continue;
        const auto name = relativeTo(path, above);
        for (const auto& image : *json)
            if (const auto* level = levelCalled(image, name)) {
                const auto axes = axesOf(image);
                OmeHints hints{{axes.letters, sourceOf(*fact)}, spacingOf(image, *level, axes),
                    othersListed(image, *level, path.substr(0, path.size() - name.size()))};
                hints.spacing.source = sourceOf(*fact);
                return hints;
            }
    }
    return {};
}

} // namespace tessera
