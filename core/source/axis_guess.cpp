// SPDX-License-Identifier: MIT
#include "core/source/axis_guess.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tessera {

namespace {

// "says yx, and nothing of dimensions 1 and 2"
std::string claimText(const AxisClaim& claim)
{
    std::string letters;
    std::vector<std::size_t> others;
    others.reserve(claim.letters.size());
    for (std::size_t index = 0; index < claim.letters.size(); ++index)
        if (claim.letters[index] == '?')
            others.push_back(index + 1);
        else
            letters += claim.letters[index];
    if (others.empty())
        return fmt::format("{} says {}.", claim.source, letters);
    const auto last = others.back();
    others.pop_back();
    return fmt::format("{} says {}, and nothing of dimension{} {}{}{}.", claim.source, letters,
        others.empty() ? "" : "s", fmt::join(others, ", "), others.empty() ? "" : " and ", last);
}

} // namespace

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
            return {*std::move(axes), claimText(claim)};
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
