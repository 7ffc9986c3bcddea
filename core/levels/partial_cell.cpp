// SPDX-License-Identifier: MIT
#include "core/levels/partial_cell.h"

#include "core/grid/pixel_rects.h"

#include <algorithm>
#include <iterator>

namespace tessera {

namespace {

constexpr std::uint64_t nodeBytes = 256; // of whoever keeps it

} // namespace

PartialCell::PartialCell(const TileGrid& cells, const CellPosition& position, std::int64_t classes)
    : m_of(rectOf(cells, position))
    , m_cell(makeMeans(m_of, classes))
    , m_isThere(static_cast<std::size_t>(m_of.rect.rows * m_of.rect.columns))
    , m_left(std::ssize(m_isThere))
{
}

std::size_t PartialCell::pixelAt(std::int64_t row, std::int64_t column) const
{
    return static_cast<std::size_t>(
        (row - m_of.rect.row) * m_of.rect.columns + column - m_of.rect.column);
}

void PartialCell::put(const PixelRect& rect, const MeanCell& part)
{
    const PixelRect both = common(rect, m_of.rect);
    if (both.isEmpty())
        return;
    const auto classes = static_cast<std::size_t>(m_cell.classes);
    const auto values = static_cast<std::size_t>(both.columns) * classes;
    for (std::int64_t row = both.row; row < both.row + both.rows; ++row) {
        const auto from =
            static_cast<std::size_t>((row - rect.row) * rect.columns + both.column - rect.column)
            * classes;
        const std::size_t to = pixelAt(row, both.column);
        std::ranges::copy(part.means.as<const float>().subspan(from, values),
            m_cell.means.as<float>().subspan(to * classes, values).begin());
        if (part.counts.size() > 0)
            putCounts({row, both.column, 1, both.columns},
                part.counts.as<const std::uint64_t>().subspan(from, values));
    }
    setThere(both);
}

void PartialCell::setThere(const PixelRect& rect)
{
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row) {
        const std::size_t first = pixelAt(row, rect.column);
        for (std::size_t at = first; at < first + static_cast<std::size_t>(rect.columns); ++at) {
            m_left -= m_isThere[at] ? 0 : 1;
            m_isThere[at] = true;
        }
    }
}

bool PartialCell::has(const PixelRect& rect) const
{
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row) {
        const std::size_t first = pixelAt(row, rect.column);
        for (std::size_t at = first; at < first + static_cast<std::size_t>(rect.columns); ++at)
            if (!m_isThere[at])
                return false;
    }
    return true;
}

// A part has counts where any of its samples is not finite, which need not lie under the cell.
void PartialCell::putCounts(const PixelRect& row, std::span<const std::uint64_t> counts)
{
    if (m_cell.counts.size() == 0 && areUsual(row, counts))
        return;
    ensureCounts(m_of, m_cell);
    const std::size_t first =
        pixelAt(row.row, row.column) * static_cast<std::size_t>(m_cell.classes);
    std::ranges::copy(
        counts, m_cell.counts.as<std::uint64_t>().subspan(first, counts.size()).begin());
}

bool PartialCell::areUsual(const PixelRect& row, std::span<const std::uint64_t> counts) const
{
    for (std::int64_t column = row.column; column < row.column + row.columns; ++column) {
        const std::uint64_t usual = samplesUnder(m_of.cells, m_of.level, row.row, column);
        const auto ofPixel = counts.first(static_cast<std::size_t>(m_cell.classes));
        if (std::ranges::any_of(ofPixel, [usual](std::uint64_t one) { return one != usual; }))
            return false;
        counts = counts.subspan(ofPixel.size());
    }
    return true;
}

ByteCount PartialCell::bytes() const
{
    return m_cell.bytes() + ByteCount{m_isThere.size() / 8 + sizeof(PartialCell) + nodeBytes};
}

ByteCount PartialCell::bytesWithoutCounts(
    const TileGrid& cells, const CellPosition& position, std::int64_t classes)
{
    const PixelRect rect = rectOf(cells, position).rect;
    const auto pixels = static_cast<std::uint64_t>(rect.rows * rect.columns);
    return {pixels * static_cast<std::uint64_t>(classes) * sizeof(float) + pixels / 8
        + sizeof(PartialCell) + nodeBytes};
}

} // namespace tessera
