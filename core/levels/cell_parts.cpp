// SPDX-License-Identifier: MIT
#include "core/levels/cell_parts.h"

#include <algorithm>

namespace tessera {

CellRect rectOf(const TileGrid& cells, const CellPosition& position)
{
    return {cells, position.level, cells.tileRect(position.level, position.row, position.column)};
}

std::uint64_t samplesUnder(const TileGrid& cells, int level, std::int64_t row, std::int64_t column)
{
    const PixelRect rect = cells.coveredAtLevel0(level, {row, column, 1, 1});
    return static_cast<std::uint64_t>(rect.rows) * static_cast<std::uint64_t>(rect.columns);
}

MeanCell makeMeans(const CellRect& of, std::int64_t classes)
{
    MeanCell means;
    means.shape = {of.rect.rows, of.rect.columns};
    means.classes = classes;
    means.means = AlignedBuffer(
        static_cast<std::size_t>(of.rect.rows * of.rect.columns * classes) * sizeof(float));
    return means;
}

void ensureCounts(const CellRect& of, MeanCell& means)
{
    if (means.counts.size() > 0)
        return;
    means.counts = AlignedBuffer(means.means.size() / sizeof(float) * sizeof(std::uint64_t));
    const PixelRect& rect = of.rect;
    auto* count = means.counts.as<std::uint64_t>().data();
    for (std::int64_t row = rect.row; row < rect.row + rect.rows; ++row)
        for (std::int64_t column = rect.column; column < rect.column + rect.columns; ++column)
            count =
                std::fill_n(count, means.classes, samplesUnder(of.cells, of.level, row, column));
}

void putRow(const MeanRow& row, const CellRect& of, MeanCell& means)
{
    const std::int64_t corner =
        ((row.rect.row - of.rect.row) * of.rect.columns + row.rect.column - of.rect.column)
            * means.classes
        + row.firstClass;
    // Calls `put` with where a value goes and where it comes from.
    const auto forEach = [&](const auto& put) {
        for (std::int64_t column = 0; column < row.rect.columns; ++column)
            for (std::int64_t index = 0; index < row.means.classes; ++index)
                put(static_cast<std::size_t>(corner + column * means.classes + index),
                    static_cast<std::size_t>(column * row.means.classes + index));
    };
    const auto* values = row.means.row<double>(0);
    const auto kept = means.means.as<float>();
    forEach([&](std::size_t to, std::size_t from) { kept[to] = static_cast<float>(values[from]); });
    if (row.counts.empty())
        return;
    ensureCounts(of, means);
    const auto counts = means.counts.as<std::uint64_t>();
    forEach([&](std::size_t to, std::size_t from) { counts[to] = row.counts[from]; });
}

} // namespace tessera
