// SPDX-License-Identifier: MIT
#include "core/grid/axes.h"

#include <algorithm>

namespace tessera {

namespace {
constexpr std::string_view letters = "tzyxc"; // in the order of enum Axis
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
        if (index == std::string_view::npos || axes.dimensionOf(static_cast<Axis>(index)))
            return std::nullopt;
        axes.order.push_back(static_cast<Axis>(index));
    }
    if (!axes.dimensionOf(Axis::Y) || !axes.dimensionOf(Axis::X))
        return std::nullopt;
    return axes;
}

} // namespace tessera
