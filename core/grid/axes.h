// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// A batch dimension is one that nobody looks along: its first entry is shown, unless a volume has
// no time and is looked through along a batch instead.
enum class Axis : std::uint8_t { Time, Z, Y, X, Class, Batch };

// Which two axes of a volume lie in the plane that is shown: XY is shown along z, XZ (rows z,
// columns x) along y, YZ (rows z, columns y) along x.
enum class PlaneAxes : std::uint8_t { XY, XZ, YZ };

// Which array dimension (slowest first) is which axis. Every axis but Batch at most once; Y and X
// always.
struct Axes {
    std::vector<Axis> order;

    std::optional<std::size_t> dimensionOf(Axis axis) const; // the first

    friend bool operator==(const Axes&, const Axes&) = default;
};

// "tzyxc" and the like: one letter a dimension, b for a batch.
std::string toText(const Axes& axes);
std::optional<Axes> parseAxes(std::string_view text);

// The same array turned: what lies along the rows of that plane is called Y, along its columns X,
// and what it is one of Z. The axes themselves where they have no Z.
Axes turnedTo(const Axes& axes, PlaneAxes plane);

} // namespace tessera
