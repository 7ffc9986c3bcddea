// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace tessera {

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    friend bool operator==(const Rgb&, const Rgb&) = default;
};

// What the paint kernel needs of a look: one entry a class, in class order.
struct ClassColour {
    Rgb rgb;
    bool visible = true;

    friend bool operator==(const ClassColour&, const ClassColour&) = default;
};

using ColourTable = std::vector<ClassColour>;

} // namespace tessera
