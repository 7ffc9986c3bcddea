// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/open_plane.h"

#include <string>

namespace tessera {

struct PyramidOptions : PlaneOptions {
    std::string folder; // of the disk cache; empty: the person's own
    std::string limit; // on what it holds, "10G"; empty: the usual
    int threads = 0; // 0: all cores
    bool isOfAllSlices = false; // of one point in time
    bool isForced = false; // make anew what is there
};

// Makes the coarse levels of a plane, or of all slices, and keeps them in the disk cache; returns
// the exit code.
int runPyramid(const PyramidOptions& options);

} // namespace tessera
