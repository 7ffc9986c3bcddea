// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/mean_cell.h"

#include <cstdint>
#include <string>

namespace tessera {

// Keeps cells beyond the life of the process. `plane` names what they are made of: file and its
// state, dataset, axes, plane, scale (see planeName()); cells of equal names are interchangeable.
// It may forget anything at any time, and nothing of it fails: what cannot be had is made anew.
// Threads: every member may be called from any thread, by several at once; none throws but
// std::bad_alloc.
class CellArchive {
public:
    CellArchive() = default;
    CellArchive(const CellArchive&) = delete;
    CellArchive& operator=(const CellArchive&) = delete;
    virtual ~CellArchive() = default;

    // The cell, of this shape and so many classes; null where there is none that is sound.
    virtual CellPtr load(const std::string& plane, const CellPosition& position, PlaneShape shape,
        std::int64_t classes) = 0;
    virtual void save(
        const std::string& plane, const CellPosition& position, const MeanCell& cell) = 0;
    virtual bool holds(const std::string& plane, const CellPosition& position) = 0; // cheap
};

} // namespace tessera
