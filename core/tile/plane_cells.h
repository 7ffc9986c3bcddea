// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/tile_grid.h"
#include "core/levels/cell_archive.h"
#include "core/levels/cell_census.h"
#include "core/levels/cell_store.h"
#include "core/tile/plane_damage.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// Where the cells of planes are kept, and under which name those of this one.
struct CellPlaces {
    std::shared_ptr<CellStore> store; // never null
    std::shared_ptr<CellArchive> archive = nullptr; // null: nothing outlives the process
    // In the archive; empty: nothing of it goes there. GCC wants the initialiser where a caller
    // leaves it out.
    std::string plane = {}; // NOLINT(readability-redundant-member-init)
};

// A cell, and what could not be read of what lies under it, in pixels of level 0.
struct MadeCell {
    CellPtr cell; // null: there is none
    std::shared_ptr<const std::vector<DamagedPart>> damage = nullptr; // null: nothing
};

// The cells of one large plane: which are there, and who makes one.
// Cells with damage stay in memory, so that nothing wrong outlives the process. Threads: every
// member may be called from any thread.
class PlaneCells {
public:
    // `cells` cuts the plane into cells (see cellEdgeFor()).
    PlaneCells(const TileGrid& cells, std::int64_t classes, CellPlaces places);
    PlaneCells(const PlaneCells&) = delete;
    PlaneCells& operator=(const PlaneCells&) = delete;
    ~PlaneCells(); // its cells leave the store

    const TileGrid& grid() const { return m_grid; }
    std::int64_t classes() const { return m_classes; }

    MadeCell find(const CellPosition& position); // may read a file
    bool isArchived(const CellPosition& position) const; // looks at the disk

    // Puts it into the store and, unless it is damaged or as quickly made as found, into the
    // archive; that may write a file. A damaged cell of an `epoch` that is over is not kept.
    enum class Worth : std::uint8_t { Memory, Archive };
    void keep(const CellPosition& position, MadeCell made, std::uint64_t epoch, Worth worth);

    // Cells that come piece by piece, as by-products of what is read for something else: whether
    // nobody has or makes such a cell, which may look at the disk; and what lies in it of the means
    // of a rectangle of its level, in which nothing is damaged. When it is whole it is kept.
    bool isWanted(const CellPosition& position) const;
    void collect(const CellPosition& position, const PixelRect& rect, const MeanCell& part);

    // For whoever makes all of such a cell, and holds its claim: what there is of it, and what
    // there is now where it did not come to an end; nothing in it is damaged.
    std::optional<PartialCell> takeBegun(const CellPosition& position);
    void giveBegun(const CellPosition& position, PartialCell cell);

    // One pixel of where nothing was ever written, which is the same all over the plane; null while
    // nobody has made it.
    CellPtr pixelOfNothing() const;
    void keepPixelOfNothing(CellPtr pixel);

    // What is damaged is made anew when it is wanted; another epoch begins.
    void forgetDamage();
    std::uint64_t epoch() const { return m_epoch.load(); }

    // Held by whoever makes a cell; while another does so, the constructor waits. It holds nothing
    // where the wait was stopped.
    class Claim {
    public:
        Claim(PlaneCells& cells, const CellPosition& position, const std::stop_token& stop);
        Claim(const Claim&) = delete;
        Claim& operator=(const Claim&) = delete;
        ~Claim();

        bool isHeld() const { return m_isHeld; }

    private:
        PlaneCells& m_cells;
        CellPosition m_position;
        bool m_isHeld = false;
    };

    double share() const; // of the plane that is known, 0 to 1
    bool isComplete() const;

private:
    CellPtr load(const CellPosition& position) const;
    bool hasArchive() const { return m_places.archive && !m_places.plane.empty(); }

    const std::uint64_t m_number; // in the store
    const TileGrid m_grid;
    const std::int64_t m_classes;
    const CellPlaces m_places;
    std::atomic<std::uint64_t> m_epoch = 0;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_freed;
    std::set<CellPosition> m_claimed; // guarded by m_mutex
    CellCensus m_census; // guarded by m_mutex
    CellPtr m_nothing; // guarded by m_mutex
};

} // namespace tessera
