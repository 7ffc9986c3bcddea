// SPDX-License-Identifier: MIT
#include "core/grid/axes.h"

#include <algorithm>

namespace tessera {

namespace {
constexpr std::string_view letters = "tzyxcb"; // in the order of enum Axis
}

std::optional<std::size_t> Axes::dimensionOf(Axis axis) const
{
    const auto found = std::ranges::find(order, axis);
    if (found == order.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - order.begin());
}

std::string toText(const Axes& axes)
{
    std::string text;
    for (const Axis axis : axes.order)
        text += letters[static_cast<std::size_t>(axis)];
    return text;
}

std::optional<Axes> parseAxes(std::string_view text)
{
    Axes axes;
    for (const char letter : text) {
        const auto index = letters.find(letter);
        const auto axis = static_cast<Axis>(index);
        if (index == std::string_view::npos || (axis != Axis::Batch && axes.dimensionOf(axis)))
            return std::nullopt;
        axes.order.push_back(axis);
    }
    if (!axes.dimensionOf(Axis::Y) || !axes.dimensionOf(Axis::X))
        return std::nullopt;
    return axes;
}

Axes turnedTo(const Axes& axes, PlaneAxes plane)
{
    using enum Axis;
    if (plane == PlaneAxes::XY || !axes.dimensionOf(Z))
        return axes;
    const auto turned = [plane](Axis axis) {
        switch (axis) {
        case Z:
            return Y;
        case Y:
            return plane == PlaneAxes::XZ ? Z : X;
        case X:
            return plane == PlaneAxes::XZ ? X : Z;
        default:
            return axis;
        }
    };
    Axes result = axes;
    std::ranges::transform(axes.order, result.order.begin(), turned);
    return result;
}

} // namespace tessera
