// SPDX-License-Identifier: MIT
#include "core/session/subject_cells.h"

#include "core/levels/cell_means.h"
#include "core/session/visible_tiles.h"
#include "core/tile/plane_cells.h"
#include "core/tile/plane_name.h"

#include <utility>

namespace tessera {

TileGrid tileGridOf(const VolumeInfo& info)
{
    return {info.plane, TileGrid::edgeFor(info.chunkExtent(Axis::X))};
}

bool isLarge(PlaneShape plane, std::int64_t classes)
{
    return static_cast<double>(plane.rows) * static_cast<double>(plane.columns)
        * static_cast<double>(classes)
        > static_cast<double>(exactSampleLimit);
}

SubjectPtr withCells(TileSubject subject, Engine& engine)
{
    const std::int64_t classes = subject.source->info().classes;
    const TileGrid& tiles = subject.grid;
    const auto edge = cellEdgeFor(tiles.edge(), classes);
    if (edge && isLarge(tiles.plane(), classes) && tiles.levels() > firstKeptLevel)
        subject.cells = std::make_shared<PlaneCells>(TileGrid(tiles.plane(), *edge), classes,
            CellPlaces{engine.cells(), engine.archive(), planeName(subject, *edge)});
    return std::make_shared<const TileSubject>(std::move(subject));
}

} // namespace tessera
