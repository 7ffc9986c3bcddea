// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/region.h"
#include "core/grid/tile_grid.h"
#include "core/kernel/measure.h"
#include "core/source/file_level.h"
#include "core/source/volume_source.h"
#include "core/tile/plane_damage.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera {

class PlaneCells;
struct TileSubject;

enum class TileKind : std::uint8_t { Classes, Image };

// A coarser level of a plane, as its file brings it.
struct FileLevelPlane {
    std::shared_ptr<const TileSubject> subject; // with a number of its own; never null
    LevelScale scale;
};

// What tiles are made of: a plane of a source, read and measured in one way. `id` is never used
// twice in a process, so it can stand for all of this in a tile's key.
struct TileSubject {
    std::uint64_t id = 0;
    std::shared_ptr<const VolumeSource> source;
    PlanePosition plane;
    TileKind kind = TileKind::Classes;
    Measure measure = Measure::TopProbability;
    TileGrid grid;
    // Never null. What readers of the plane found; the only part that changes.
    std::shared_ptr<PlaneDamage> damage = std::make_shared<PlaneDamage>();
    // Levels of the plane that the file brings, the finest first; none where it is not large.
    // GCC wants the initialisers where a caller leaves them out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::vector<FileLevelPlane> fileLevels = {};
    // What coarse tiles are made of where the plane is large; else null.
    std::shared_ptr<PlaneCells> cells = nullptr;
    // NOLINTEND(readability-redundant-member-init)
};
using SubjectPtr = std::shared_ptr<const TileSubject>;

std::uint64_t nextSubjectId(); // Threads: any

} // namespace tessera
