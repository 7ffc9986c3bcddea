// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>

namespace tessera {

struct PlaneShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    friend bool operator==(const PlaneShape&, const PlaneShape&) = default;
};

// Which plane of a volume: 0 where the volume has no such axis.
struct PlanePosition {
    std::int64_t z = 0;
    std::int64_t t = 0;

    friend bool operator==(const PlanePosition&, const PlanePosition&) = default;
};

// A rectangle of whole pixels of one level.
struct PixelRect {
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    bool isEmpty() const { return rows <= 0 || columns <= 0; }
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

// Some classes of an array: [first, end), cut to those there are.
struct ClassRange {
    std::int64_t first = 0;
    std::int64_t end = std::numeric_limits<std::int64_t>::max();

    friend bool operator==(const ClassRange&, const ClassRange&) = default;
};

// Samples of one plane at level 0: rows row, row + rowStep, … (`rows` of them, inside the plane),
// columns [column, column + columns), classes of the range.
struct SourceRegion {
    PlanePosition plane;
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStep = 1;
    ClassRange classes = {};
};

} // namespace tessera
