// SPDX-License-Identifier: MIT
#include "core/source/companion_image.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tessera {

namespace {

constexpr std::array<std::string_view, 4> layouts{"yx", "yxc", "zyx", "zyxc"};

bool matches(Axis axis, std::uint64_t extent, const VolumeInfo& probabilities)
{
    const auto isExtent = [&](std::int64_t wanted) {
        return extent == static_cast<std::uint64_t>(wanted);
    };
    switch (axis) {
    case Axis::Y:
        return isExtent(probabilities.plane.rows);
    case Axis::X:
        return isExtent(probabilities.plane.columns);
    case Axis::Z:
        return probabilities.axes.dimensionOf(Axis::Z) && isExtent(probabilities.zCount);
    case Axis::Class:
        return isExtent(1) || isExtent(3);
    case Axis::Time:
        break;
    }
    return false;
}

} // namespace

std::vector<std::string> companionNames(const std::string& dataset)
{
    const auto group = dataset.substr(0, dataset.rfind('/') + 1);
    std::vector<std::string> names{group + "image", group + "raw"};
    if (group != "/")
        names.insert(names.end(), {"/image", "/raw"});
    std::erase(names, dataset);
    return names;
}

std::optional<AxisGuess> companionAxes(
    std::span<const std::uint64_t> shape, const VolumeInfo& probabilities)
{
    for (const auto letters : layouts) {
        const auto axes = *parseAxes(letters);
        if (std::ranges::equal(axes.order, shape, [&](Axis axis, std::uint64_t extent) {
                return matches(axis, extent, probabilities);
            }))
            return AxisGuess{axes, "Its extents are those of the probabilities."};
    }
    return std::nullopt;
}

} // namespace tessera
