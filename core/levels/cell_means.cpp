// SPDX-License-Identifier: MIT
#include "core/levels/cell_means.h"

#include "core/levels/cell_parts.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

namespace tessera {

namespace {

constexpr std::int64_t wishedCellBytes = std::int64_t{1} << 20;
// Beyond it four children would take more than a small machine can spare.
constexpr std::int64_t mostCellBytes = std::int64_t{32} << 20;
// Smaller cells cost more than what is in them.
constexpr std::int64_t leastEdge = 8;

// One pixel of a child, or nothing where the plane ends.
struct Pixel {
    const float* means = nullptr;
    const std::uint64_t* counts = nullptr; // null: `samples` of each class
    std::uint64_t samples = 0;

    std::uint64_t count(std::int64_t index) const
    {
        return counts != nullptr ? counts[index] : samples;
    }
    double sum(std::int64_t index) const
    {
        const std::uint64_t of = count(index);
        return of == 0 ? 0 : static_cast<double>(means[index]) * static_cast<double>(of);
    }
};

class Combiner {
public:
    Combiner(const TileGrid& cells, const CellPosition& parent, const CellChildren& children)
        : m_cells(cells)
        , m_parent(parent)
        , m_children(children)
        , m_classes(children.front()->classes)
    {
    }

    MeanCell combined() const
    {
        MeanCell cell = makeCell(m_cells, m_parent, m_classes);
        if (std::ranges::any_of(
                m_children, [](const CellPtr& one) { return one && one->counts.size() > 0; }))
            cell.counts = AlignedBuffer(cell.means.size() / sizeof(float) * sizeof(std::uint64_t));
        if (m_cells.edge() % 2 != 0) { // pixels lie in two children
            combinePixels({0, 0, cell.shape.rows, cell.shape.columns}, cell);
            return cell;
        }
        const std::int64_t half = m_cells.edge() / 2;
        for (std::size_t index = 0; index < m_children.size(); ++index)
            if (const CellPtr& child = m_children.at(index))
                combineChild(*child, static_cast<std::int64_t>(index) / 2 * half,
                    static_cast<std::int64_t>(index) % 2 * half, cell);
        return cell;
    }

private:
    // Its share of the cell, from this corner on.
    void combineChild(
        const MeanCell& child, std::int64_t row, std::int64_t column, MeanCell& cell) const
    {
        const PixelRect share{
            row, column, (child.shape.rows + 1) / 2, (child.shape.columns + 1) / 2};
        const bool areCounted = cell.counts.size() > 0;
        if (child.isUniform && (!areCounted || child.counts.size() > 0)) {
            const PixelRect all = m_cells.tileRect(m_parent.level, m_parent.row, m_parent.column);
            putPixel(m_cells, m_parent,
                {all.row + row, all.column + column, share.rows, share.columns}, child, cell);
        } else if (!areCounted && !child.isUniform && isInside(row, column)) {
            averageChild(child, row, column, cell);
        } else {
            combinePixels(share, cell);
        }
    }

    // Whether as many samples lie under each pixel of the child that begins at this corner.
    bool isInside(std::int64_t row, std::int64_t column) const
    {
        const std::int64_t half = m_cells.edge() / 2;
        const PixelRect all = m_cells.tileRect(m_parent.level, m_parent.row, m_parent.column);
        const PixelRect covered = m_cells.coveredAtLevel0(
            m_parent.level, {all.row + row, all.column + column, half, half});
        return covered.rows == half << m_parent.level && covered.columns == half << m_parent.level;
    }

    // As combinePixel() does where the counts are equal powers of two, by which nothing is rounded.
    void averageChild(
        const MeanCell& child, std::int64_t row, std::int64_t column, MeanCell& cell) const
    {
        const std::int64_t half = m_cells.edge() / 2;
        const std::int64_t childRow = m_cells.edge() * m_classes;
        const float* upper = child.means.as<const float>().data();
        for (std::int64_t at = row; at < row + half; ++at, upper += 2 * childRow) {
            const float* lower = upper + childRow;
            float* out =
                cell.means.as<float>().data() + (at * cell.shape.columns + column) * m_classes;
            for (std::int64_t pixel = 0; pixel < half; ++pixel)
                for (std::int64_t index = 0; index < m_classes; ++index) {
                    const std::int64_t west = 2 * pixel * m_classes + index;
                    const std::int64_t east = west + m_classes;
                    const double sum = (double{upper[west]} + double{upper[east]})
                        + (double{lower[west]} + double{lower[east]});
                    out[pixel * m_classes + index] = static_cast<float>(sum / 4);
                }
        }
    }

    void combinePixels(const PixelRect& pixels, MeanCell& cell) const
    {
        for (std::int64_t row = pixels.row; row < pixels.row + pixels.rows; ++row)
            for (std::int64_t column = pixels.column; column < pixels.column + pixels.columns;
                ++column)
                combinePixel(row, column, cell);
    }

    // Of the level below, counted from the corner of the parent.
    Pixel pixelAt(std::int64_t row, std::int64_t column) const
    {
        const std::int64_t edge = m_cells.edge();
        const auto child = static_cast<std::size_t>(row / edge * 2 + column / edge);
        const CellPtr& cell = m_children.at(child);
        const std::int64_t inRow = row % edge;
        const std::int64_t inColumn = column % edge;
        if (!cell || inRow >= cell->shape.rows || inColumn >= cell->shape.columns)
            return {};
        const std::int64_t pixel =
            cell->isUniform ? 0 : (inRow * cell->shape.columns + inColumn) * m_classes;
        Pixel found{cell->means.as<const float>().data() + pixel};
        if (cell->counts.size() > 0)
            found.counts = cell->counts.as<const std::uint64_t>().data() + pixel;
        else
            found.samples = samplesUnder(m_cells, m_parent.level - 1, 2 * m_parent.row * edge + row,
                2 * m_parent.column * edge + column);
        return found;
    }

    void combinePixel(std::int64_t row, std::int64_t column, MeanCell& cell) const
    {
        const Pixel nw = pixelAt(2 * row, 2 * column);
        const Pixel ne = pixelAt(2 * row, 2 * column + 1);
        const Pixel sw = pixelAt(2 * row + 1, 2 * column);
        const Pixel se = pixelAt(2 * row + 1, 2 * column + 1);
        const std::int64_t at = (row * cell.shape.columns + column) * m_classes;
        float* means = cell.means.as<float>().data() + at;
        for (std::int64_t index = 0; index < m_classes; ++index) {
            const double sum = (nw.sum(index) + ne.sum(index)) + (sw.sum(index) + se.sum(index));
            const std::uint64_t count =
                (nw.count(index) + ne.count(index)) + (sw.count(index) + se.count(index));
            means[index] = count == 0 ? std::numeric_limits<float>::quiet_NaN()
                                      : static_cast<float>(sum / static_cast<double>(count));
            if (cell.counts.size() > 0)
                cell.counts.as<std::uint64_t>()[static_cast<std::size_t>(at + index)] = count;
        }
    }

    const TileGrid& m_cells;
    const CellPosition& m_parent;
    const CellChildren& m_children;
    std::int64_t m_classes;
};

bool isAllZero(const AlignedBuffer& counts)
{
    return std::ranges::all_of(
        counts.as<const std::uint64_t>(), [](std::uint64_t count) { return count == 0; });
}

bool isSamePixel(const MeanCell& one, const MeanCell& other)
{
    return one.isUniform && other.isUniform && one.counts.size() == other.counts.size()
        && std::memcmp(one.means.data(), other.means.data(), one.means.size()) == 0;
}

AlignedBuffer copyOf(const AlignedBuffer& buffer, std::size_t bytes)
{
    AlignedBuffer copy(bytes);
    std::memcpy(copy.data(), buffer.data(), bytes);
    return copy;
}

template <class Number> void repeat(std::span<const Number> pixel, std::span<Number> values)
{
    for (; !values.empty(); values = values.subspan(pixel.size()))
        std::ranges::copy(pixel, values.begin());
}

} // namespace

std::optional<std::int64_t> cellEdgeFor(std::int64_t tileEdge, std::int64_t classes)
{
    const auto bytesOf = [&](std::int64_t edge) {
        return edge * edge * classes * static_cast<std::int64_t>(sizeof(float));
    };
    std::int64_t best = tileEdge;
    for (std::int64_t divisor = 2; bytesOf(best) > wishedCellBytes; ++divisor) {
        if (tileEdge / divisor < leastEdge)
            break;
        if (tileEdge % divisor == 0)
            best = tileEdge / divisor;
    }
    return bytesOf(best) <= mostCellBytes ? std::optional(best) : std::nullopt;
}

MeanCell makeCell(const TileGrid& cells, const CellPosition& position, std::int64_t classes)
{
    return makeMeans(rectOf(cells, position), classes);
}

MeanCell uniformCell(const TileGrid& cells, const CellPosition& position, const MeanCell& pixel)
{
    const PixelRect rect = cells.tileRect(position.level, position.row, position.column);
    MeanCell cell;
    cell.shape = {rect.rows, rect.columns};
    cell.classes = pixel.classes;
    cell.isUniform = true;
    cell.means = copyOf(pixel.means, pixel.means.size());
    if (pixel.counts.size() > 0)
        cell.counts = copyOf(pixel.counts, pixel.counts.size());
    return cell;
}

void putPixel(const TileGrid& cells, const CellPosition& position, const PixelRect& rect,
    const MeanCell& pixel, MeanCell& cell)
{
    if (pixel.counts.size() > 0)
        ensureCounts(rectOf(cells, position), cell);
    const PixelRect all = cells.tileRect(position.level, position.row, position.column);
    for (std::int64_t row = rect.row - all.row; row < rect.row - all.row + rect.rows; ++row) {
        const auto first =
            static_cast<std::size_t>((row * all.columns + rect.column - all.column) * cell.classes);
        const auto values = static_cast<std::size_t>(rect.columns * cell.classes);
        repeat(pixel.means.as<const float>(), cell.means.as<float>().subspan(first, values));
        if (pixel.counts.size() > 0)
            repeat(pixel.counts.as<const std::uint64_t>(),
                cell.counts.as<std::uint64_t>().subspan(first, values));
    }
}

void compactIfUniform(MeanCell& cell)
{
    const std::size_t pixelBytes = static_cast<std::size_t>(cell.classes) * sizeof(float);
    // Each pixel equals the one before it.
    const bool isSame = std::memcmp(cell.means.data(), cell.means.data() + pixelBytes,
                            cell.means.size() - pixelBytes)
        == 0;
    if (cell.isUniform || !isSame || !isAllZero(cell.counts))
        return;
    cell.isUniform = true;
    cell.means = copyOf(cell.means, pixelBytes);
    if (cell.counts.size() > 0)
        cell.counts =
            copyOf(cell.counts, static_cast<std::size_t>(cell.classes) * sizeof(std::uint64_t));
}

CellPosition childOf(const CellPosition& parent, int child)
{
    return {parent.level - 1, 2 * parent.row + child / 2, 2 * parent.column + child % 2};
}

MeanCell combineCells(
    const TileGrid& cells, const CellPosition& parent, const CellChildren& children)
{
    const MeanCell& first = *children.front();
    const bool isUniform = std::ranges::all_of(
        children, [&](const CellPtr& one) { return !one || isSamePixel(first, *one); });
    if (!isUniform)
        return Combiner(cells, parent, children).combined();
    return uniformCell(cells, parent, first);
}

} // namespace tessera
