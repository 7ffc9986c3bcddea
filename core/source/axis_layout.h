// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What is known of some dimensions of an array: one entry each, empty where nothing is.
using PartialAxes = std::vector<std::optional<Axis>>;

// The letters of a claim, '?' being not known. Empty where it is no sound one for so many
// dimensions: a letter twice, or an unknown one.
std::optional<PartialAxes> partialAxes(std::string_view letters, std::size_t rank);

// Which dimension may hold the classes, by the extents alone.
struct ClassChoice {
    std::optional<std::size_t> dimension; // empty: there is one class
    double weight = 0; // to compare choices with
};
// The likeliest first. What is known already is kept: no choice is against it. Each can be
// completed(); none where nothing can.
std::vector<ClassChoice> classChoices(
    std::span<const std::uint64_t> shape, const PartialAxes& known);

// All axes, where `classes` (empty: none of more than one entry) is the class axis and the others
// are in the usual order, t z y x; what is left over is a batch. Empty where there are no two
// dimensions for a plane, or more than one batch of several entries would be needed.
std::optional<Axes> completed(std::span<const std::uint64_t> shape, const PartialAxes& known,
    std::optional<std::size_t> classes);

// Why an array of this shape cannot be shown, to follow its name in a sentence; else empty.
std::string whyNoPlane(std::span<const std::uint64_t> shape);

} // namespace tessera
