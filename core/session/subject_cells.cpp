// SPDX-License-Identifier: MIT
#include "core/session/subject_cells.h"

#include "core/grid/large_plane.h"
#include "core/levels/cell_means.h"
#include "core/tile/plane_cells.h"
#include "core/tile/plane_name.h"

#include <utility>

namespace tessera {

TileGrid tileGridOf(const VolumeInfo& info)
{
    return {info.plane, TileGrid::edgeFor(info.chunkExtent(Axis::X))};
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

std::vector<FileLevelPlane> fileLevelsOf(
    const TileSubject& subject, const std::vector<FileLevel>& levels)
{
    std::vector<FileLevelPlane> planes;
    if (!isLarge(subject.grid.plane(), subject.source->info().classes))
        return planes;
    planes.reserve(levels.size());
    for (const FileLevel& level : levels) {
        TileSubject plane{nextSubjectId(), level.source, planeOf(level, subject.plane),
            subject.kind, subject.measure, tileGridOf(level.source->info())};
        planes.push_back({std::make_shared<const TileSubject>(std::move(plane)), level.scale});
    }
    return planes;
}

} // namespace tessera
