// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/levels/cell_means.h"
#include "core/tile/plane_cells.h"
#include "core/tile/tile_builder.h"

#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

class BandReader;

// Whether tiles of this level are made of cells.
bool usesCells(const TileSubject& subject, int level, TileQuality quality);

// Whether surely nothing was ever written under a cell of a subject that has cells. For workers: it
// may ask the file's guide.
bool holdsNothing(const TileSubject& subject, const CellPosition& position);

// Makes cells of a subject that has them: those of the first kept level from the samples, the
// others of their children, depth first, so that few are held at a time. What is made is kept, and
// what is there already is never made again, unless it was pushed out of memory and is in no
// archive. Where nothing was ever written nothing is read: one pixel of it stands for all. What
// cannot be read is no error but damage. Threads: one.
class CellMaker {
public:
    // `keeper` takes finer tiles that are made on the way; null: there are none.
    CellMaker(const TileSubject& subject, WorkerScratch& scratch, const std::stop_token& stop,
        const FinerKeeper* keeper = nullptr);

    // A cell that whoever calls holds already.
    void give(const CellPosition& position, MadeCell cell);

    // Stops between bands of the source and between cells. Errors: Cancelled, and what is no local
    // damage. Throws std::bad_alloc.
    Result<MadeCell> make(const CellPosition& position);

    BlockCost& cost() { return m_cost; } // of all that was made

private:
    Result<MadeCell> pixelOfNothing(const PixelRect& somewhere);
    Result<MadeCell> makeOfNothing(const CellPosition& position);
    Result<MadeCell> makeFirst(const CellPosition& position);
    Result<MadeCell> makeOfChildren(const CellPosition& position);
    // A cell of the first kept level in the making.
    struct Making {
        CellPosition position;
        PartialCell cell;
        std::vector<DamagedPart> damage;
        std::unique_ptr<FinerTiles> finer; // null: none
    };
    Result<> makeBlocks(const PixelRect& rect, Making& making);
    Result<> makeBlock(const PixelRect& block, Making& making);
    Result<> readBlock(const PixelRect& block, Making& making);
    void bill(BandReader& reader);
    MadeCell kept(const CellPosition& position, MeanCell cell, std::vector<DamagedPart> damage,
        PlaneCells::Worth worth = PlaneCells::Worth::Archive);

    const TileSubject& m_subject;
    PlaneCells& m_cells;
    WorkerScratch& m_scratch;
    const std::stop_token& m_stop;
    const FinerKeeper* m_keeper;
    std::uint64_t m_epoch; // of the damage, when it began
    std::map<CellPosition, MadeCell> m_given;
    BlockCost m_cost;
};

} // namespace tessera
