// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/open_plane.h"

#include <string>

namespace tessera {

struct RenderOptions : PlaneOptions {
    std::string output; // .png or .npy
    std::string palette; // a preset's id or a palette file; empty: the volume's default
    std::string memory; // a cap, "64M"; empty: what the work takes
    int level = 0;
    int threads = 0; // 0: all cores
    bool asJson = false; // print what it cost
    bool marksDamage = false; // write a picture of which something cannot be read
};

// Writes the coloured plane; returns the exit code. What could not be read is listed on standard
// error.
int runRender(const RenderOptions& options);

} // namespace tessera
