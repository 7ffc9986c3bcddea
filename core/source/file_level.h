// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/source/opened_array.h"
#include "core/source/volume_source.h"

#include <memory>
#include <string>
#include <vector>

namespace tessera {

// How many pixels one pixel of a coarser level is long, along each axis; at least 1.
struct LevelScale {
    double rows = 1;
    double columns = 1;

    friend bool operator==(const LevelScale&, const LevelScale&) = default;
};

// "1/8", or "1/3×5" where rows and columns differ.
std::string toText(const LevelScale& scale);

// A coarser copy of an array that its file holds beside it, however it is read.
struct ArrayLevel {
    ArrayPtr array; // of the same type and number of dimensions; never null
    std::vector<double> factors; // how many samples one of its is long; one a dimension, at least 1
};

// The same as a volume is read.
struct FileLevel {
    std::shared_ptr<const VolumeSource> source; // never null; of the same classes and times
    LevelScale scale;
    double slices = 1; // as `scale`, across the plane
};

// Where a plane of the volume lies in the level.
PlanePosition planeOf(const FileLevel& level, PlanePosition plane);

} // namespace tessera
