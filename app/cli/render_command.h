// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"
#include "core/source/reading_wish.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tessera {

struct RenderOptions {
    std::string location; // "FILE" or "FILE::/dataset"
    std::string output; // .png or .npy
    std::string dataset; // overrides that of the location
    std::string palette; // a preset's id or a palette file; empty: the volume's default
    std::string memory; // a cap, "64M"; empty: what the work takes
    ReadingWish reading = {};
    std::int64_t slice = 0; // along the axis that the plane leaves out
    std::int64_t time = 0;
    int level = 0;
    int threads = 0; // 0: all cores
    bool linkedFilesAnywhere = false; // as OpenLimits has it
    std::shared_ptr<GuideMaker> guides; // as OpenLimits has them
    bool asJson = false; // print what it cost
    bool marksDamage = false; // write a picture of which something cannot be read
};

// Writes the coloured plane; returns the exit code. What could not be read is listed on standard
// error.
int runRender(const RenderOptions& options);

} // namespace tessera
