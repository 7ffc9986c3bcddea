// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_level.h"
#include "core/tile/engine.h"
#include "core/tile/tile_subject.h"

#include <memory>
#include <vector>

namespace tessera {

// How the planes of a volume are cut into tiles.
TileGrid tileGridOf(const VolumeInfo& info);

// A subject that makes its coarse levels of cells, where its plane is large; else as it is.
SubjectPtr withCells(TileSubject subject, Engine& engine);

// The levels of a subject's plane that its file brings, where the plane is large; none otherwise.
std::vector<FileLevelPlane> fileLevelsOf(
    const TileSubject& subject, const std::vector<FileLevel>& levels);

} // namespace tessera
