// SPDX-License-Identifier: MIT
#include "core/tile/band_plan.h"

#include <algorithm>

namespace tessera {

namespace {

// Measured on contiguous float64: bands that stay in the second-level cache are read and reduced
// three times as fast as whole tiles.
constexpr std::int64_t bandBytes = std::int64_t{256} << 10;

// A call of the system for less than this costs more than the bytes it brings.
constexpr std::int64_t worthOneCall = std::int64_t{16} << 10;

std::int64_t atLeastOne(std::int64_t value)
{
    return std::max<std::int64_t>(1, value);
}

// Means are made of pairs of rows.
std::int64_t evenRows(std::int64_t rows)
{
    return rows > 1 ? rows - rows % 2 : 1;
}

Band bandOfChunks(const VolumeInfo& info, std::int64_t rowBytes)
{
    const std::int64_t chunk = info.chunkExtent(Axis::Y);
    const std::int64_t together = classesTogether(info);
    const std::int64_t rows = atLeastOne(blockBytes / atLeastOne(rowBytes * together));
    return {rows >= chunk ? rows / chunk * chunk : rows, together};
}

// Each class has rows of its own: all classes of a few rows, or else few classes of more rows.
Band bandOfPlanes(const VolumeInfo& info, std::int64_t rowBytes)
{
    const std::int64_t rows = bandBytes / atLeastOne(rowBytes * info.classes);
    if (rows >= 1 && (rows * rowBytes >= worthOneCall || info.classes == 1))
        return {evenRows(rows), info.classes};
    const std::int64_t more = atLeastOne(worthOneCall / rowBytes);
    return {
        evenRows(more), std::clamp<std::int64_t>(bandBytes / (more * rowBytes), 1, info.classes)};
}

} // namespace

std::int64_t classesTogether(const VolumeInfo& info)
{
    if (info.needsAllClasses)
        return info.classes;
    const auto classAxis = info.axes.dimensionOf(Axis::Class);
    if (!classAxis)
        return 1;
    if (!info.chunk.empty())
        return std::clamp<std::int64_t>(info.chunkExtent(Axis::Class), 1, info.classes);
    return *classAxis < *info.axes.dimensionOf(Axis::X) ? 1 : info.classes;
}

Band planBand(const VolumeInfo& info, std::int64_t columns, std::int64_t wishedRows)
{
    // Of one class.
    const std::int64_t rowBytes =
        atLeastOne(columns * static_cast<std::int64_t>(elementSize(info.type)));
    Band band;
    if (info.chunkExtent(Axis::Y) > 0)
        band = bandOfChunks(info, rowBytes);
    else if (classesTogether(info) < info.classes)
        band = bandOfPlanes(info, rowBytes);
    else
        band = {evenRows(atLeastOne(bandBytes / (rowBytes * info.classes))), info.classes};
    band.rows = std::min(band.rows, wishedRows);
    return band;
}

} // namespace tessera
