// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

enum class Axis : std::uint8_t { Time, Z, Y, X, Class };

// Which array dimension (slowest first) is which axis. Every axis at most once; Y and X always.
struct Axes {
    std::vector<Axis> order;

    std::optional<std::size_t> dimensionOf(Axis axis) const;

    friend bool operator==(const Axes&, const Axes&) = default;
};

// "tzyxc" and the like: one letter a dimension.
std::string toText(const Axes& axes);
std::optional<Axes> parseAxes(std::string_view text);

} // namespace tessera
