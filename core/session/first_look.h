// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/visible_tiles.h"
#include "core/tile/block_plan.h"

#include <functional>
#include <vector>

namespace tessera {

// Levels beyond the last one of a grid, of fewer and fewer pixels, that stand-ins may have.
constexpr int mostStandInLevels = 24;

// Whether a picture of this tile is there, of this quality or a better one.
using IsThere = std::function<bool(const TileKey&, TileQuality atLeast)>;

// Tiles that stand in for a part whose exact tiles, those of all its layers, take long, while
// nothing as fine as they is there: first some that take a few milliseconds, of each layer, then
// the finest that `workers` make in about an eighth of a second, of each layer that takes long by
// itself. They cover the part. All are of spread samples, and coarser than the part; but the second
// ones are of a level that the file brings where one is read in that time, and may then have the
// keys of the part's exact tiles. `isFirstNeeded`: false where something else is shown meanwhile.
std::vector<TileWish> standInsFor(const std::vector<SubjectPtr>& layers, const VisiblePart& part,
    int workers, bool isFirstNeeded, const IsThere& isThere);

// Whether each visible tile has such a picture, or one of a coarser level as far as `coarsest`.
bool isCovered(const SubjectPtr& subject, const VisiblePart& part, int coarsest,
    TileQuality atLeast, const IsThere& isThere);

} // namespace tessera
