// SPDX-License-Identifier: MIT
#pragma once

#include "core/levels/cell_parts.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

// A cell that comes piece by piece, and which of its pixels are there. Threads: one at a time.
class PartialCell {
public:
    // Throws std::bad_alloc.
    PartialCell(const TileGrid& cells, const CellPosition& position, std::int64_t classes);

    // Takes what lies in the cell of the means of a rectangle of its level. A pixel that is there
    // already may come again, with the same means. Throws std::bad_alloc.
    void put(const PixelRect& rect, const MeanCell& part);

    // The same for whoever writes to the means in place, and tells when a rectangle of the cell is
    // there.
    MeanCell& means() { return m_cell; }
    void setThere(const PixelRect& rect);

    bool has(const PixelRect& rect) const; // all of this rectangle of the cell
    bool isEmpty() const { return m_left == m_of.rect.rows * m_of.rect.columns; }
    bool isWhole() const { return m_left == 0; }
    MeanCell takeCell() { return std::move(m_cell); }

    ByteCount bytes() const;
    static ByteCount bytesWithoutCounts(
        const TileGrid& cells, const CellPosition& position, std::int64_t classes);

private:
    void putCounts(const PixelRect& row, std::span<const std::uint64_t> counts);
    bool areUsual(const PixelRect& row, std::span<const std::uint64_t> counts) const;
    std::size_t pixelAt(std::int64_t row, std::int64_t column) const;

    CellRect m_of;
    MeanCell m_cell;
    std::vector<bool> m_isThere; // pixels, row by row
    std::int64_t m_left = 0;
};

} // namespace tessera
