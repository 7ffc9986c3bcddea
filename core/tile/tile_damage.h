// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/kernel/class_planes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

// Pixels of a level whose samples cannot be had: they could not be read (Damaged), or what should
// hold them is not there (Missing).
struct MarkedRect {
    PixelRect rect;
    SpecialCode code = SpecialCode::Damaged;

    friend bool operator==(const MarkedRect&, const MarkedRect&) = default;
};

// What is lost of a tile. The class codes of its rectangles say so too; an image has 0 there.
struct TileDamage {
    std::vector<MarkedRect> rects; // do not overlap; none where every pixel still has a good sample
    std::uint32_t parts = 0; // of the source that could not be read; 0: nothing is lost
    std::string reason; // of the first

    TileDamage& operator+=(const TileDamage& other)
    {
        if (parts == 0)
            reason = other.reason;
        parts += other.parts;
        rects.insert(rects.end(), other.rects.begin(), other.rects.end());
        return *this;
    }
};

} // namespace tessera
