// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/engine.h"
#include "core/tile/tile_subject.h"

#include <memory>

namespace tessera {

// How the planes of a volume are cut into tiles.
TileGrid tileGridOf(const VolumeInfo& info);

// Whether all of a plane is too much to be read at once for exact means.
bool isLarge(PlaneShape plane, std::int64_t classes);

// A subject that makes its coarse levels of cells, where its plane is large; else as it is.
SubjectPtr withCells(TileSubject subject, Engine& engine);

} // namespace tessera
