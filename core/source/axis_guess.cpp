// SPDX-License-Identifier: MIT
#include "core/source/axis_guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tessera {

ClaimedAxes claimedAxes(std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims)
{
    for (const AxisClaim& claim : claims) {
        auto axes = partialAxes(claim.letters, shape.size());
        if (!axes)
            continue;
        const auto isKnown = [](const auto& axis) { return axis.has_value(); };
        const auto classes = std::ranges::find(*axes, std::optional(Axis::Class));
        const auto dimension = classes == axes->end()
            ? std::nullopt
            : std::optional(static_cast<std::size_t>(classes - axes->begin()));
        if (std::ranges::any_of(*axes, isKnown) && completed(shape, *axes, dimension))
            return {*std::move(axes), fmt::format("{} says {}.", claim.source, claim.letters)};
    }
    return {PartialAxes(shape.size()), {}};
}

std::expected<AxisGuess, std::string> guessAxes(
    std::span<const std::uint64_t> shape, std::span<const AxisClaim> claims)
{
    if (auto reason = whyNoPlane(shape); !reason.empty())
        return std::unexpected(std::move(reason));
    const auto claimed = claimedAxes(shape, claims);
    for (const ClassChoice& choice : classChoices(shape, claimed.axes))
        if (auto axes = completed(shape, claimed.axes, choice.dimension))
            return AxisGuess{
                *std::move(axes), claimed.reason.empty() ? "By its extents." : claimed.reason};
    return std::unexpected("has no dimensions for rows and columns");
}

} // namespace tessera
