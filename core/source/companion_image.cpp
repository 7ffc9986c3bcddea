// SPDX-License-Identifier: MIT
#include "core/source/companion_image.h"

#include <algorithm>
#include <array>

namespace tessera {

namespace {

std::array<Axes, 7> layouts()
{
    using enum Axis;
    return {{{{Y, X}}, {{Y, X, Class}}, {{Z, Y, X}}, {{Z, Y, X, Class}}, {{Class, Y, X}},
        {{Z, Class, Y, X}}, {{Class, Z, Y, X}}}};
}

// Whatever plane is shown.
std::int64_t extentOf(const VolumeInfo& volume, Axis axis)
{
    if (volume.planeAxes != PlaneAxes::XY) {
        const auto dimension = volume.meaning.axes.dimensionOf(axis);
        return dimension ? static_cast<std::int64_t>(volume.shape[*dimension]) : 1;
    }
    return axis == Axis::Y ? volume.plane.rows
        : axis == Axis::X  ? volume.plane.columns
                           : volume.zCount;
}

bool matches(Axis axis, std::uint64_t extent, const VolumeInfo& probabilities)
{
    const auto isExtent = [&](std::int64_t wanted) {
        return extent == static_cast<std::uint64_t>(wanted);
    };
    switch (axis) {
    case Axis::Y:
    case Axis::X:
        return isExtent(extentOf(probabilities, axis));
    case Axis::Z:
        return probabilities.axes.dimensionOf(Axis::Z) && isExtent(extentOf(probabilities, axis));
    case Axis::Class:
        return isExtent(1) || isExtent(3);
    case Axis::Time:
    case Axis::Batch:
        break;
    }
    return false;
}

} // namespace

std::vector<std::string> companionNames(const std::string& dataset)
{
    constexpr std::array<const char*, 6> usual{"image", "raw", "img", "raw_data", "data", "input"};
    const auto group = dataset.substr(0, dataset.rfind('/') + 1);
    std::vector<std::string> names;
    names.reserve(2 * usual.size() + 1);
    for (const char* name : usual)
        names.push_back(group + name);
    if (group != "/")
        for (const char* name : usual)
            names.push_back(std::string("/") + name);
    names.emplace_back("/volumes/raw"); // of CREMI
    std::erase(names, dataset);
    return names;
}

std::optional<AxisGuess> companionAxes(
    std::span<const std::uint64_t> shape, const VolumeInfo& probabilities)
{
    const auto isExtentOf = [&](Axis axis, std::uint64_t extent) {
        return matches(axis, extent, probabilities);
    };
    for (const auto& axes : layouts())
        if (std::ranges::equal(axes.order, shape, isExtentOf))
            return AxisGuess{axes, "Its extents are those of the probabilities."};
    if (shape.size() < 3 || shape.front() != 1)
        return std::nullopt;
    auto rest = companionAxes(shape.subspan(1), probabilities);
    if (rest)
        rest->axes.order.insert(rest->axes.order.begin(), Axis::Batch);
    return rest;
}

} // namespace tessera
