// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/open_source.h"
#include "core/tile/engine.h"
#include "core/tile/plane_damage.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace tessera {

// What came of it, in cells of the finest level that is kept, but for those where surely nothing
// was ever written.
struct PyramidResult {
    bool isLarge = true; // else the plane has no overview: it is read at once
    std::int64_t cells = 0;
    std::int64_t found = 0; // of them, were there already
    std::int64_t archived = 0; // of them, lie in the archive now: it may be too small for all
    std::shared_ptr<PlaneDamage> damage; // what could not be read; what lies above it is not kept
};

// Makes all coarse levels of a plane that are kept, level by level, with all workers of the engine,
// and puts them into its archive; what is there already is not made again, so that a build that was
// stopped goes on where it was. The plane is clamped to the volume. `progress` (0 to 1) is called
// by workers, never two at once. Errors: Cancelled, OutOfMemory.
// Threads: any but the engine's own, which it needs; it waits.
Result<PyramidResult> buildPyramid(Engine& engine, const OpenedVolume& volume, PlanePosition plane,
    std::function<void(double)> progress = {}, const std::stop_token& stop = {});

} // namespace tessera
