// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/session/stripe_painter.h"
#include "core/tile/plane_damage.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

// What a rendering cost, beside what its workers sum up.
struct RenderReport {
    RenderCost cost;
    std::int64_t openNs = 0;
    std::int64_t wallNs = 0; // of opening and rendering
    ByteCount bytesRead; // from files
    ByteCount bytesWritten;
    PlaneShape shape;
    int level = 0;
    int threads = 0;
    std::vector<DamagedPart> damaged; // of the plane, in pixels of level 0
};

// As JSON: times in milliseconds, those of the stages summed over all threads; memory of the whole
// process.
std::string toJsonText(const RenderReport& report, const std::string& output);

} // namespace tessera
