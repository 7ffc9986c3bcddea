// SPDX-License-Identifier: MIT
#include "core/tile/file_level_plan.h"

#include "core/grid/pixel_rects.h"
#include "core/tile/band_plan.h"
#include "core/tile/spread_plan.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tessera {

namespace {

constexpr double meanNsPerValue = 4; // measured, for a worker on one core

double bytesUnder(const TileSubject& subject, int level, const PixelRect& rect)
{
    const PixelRect samples = fileLevelSamples(subject, level, rect);
    const VolumeInfo& info = fileLevelFor(subject, level).subject->source->info();
    return static_cast<double>(samples.rows) * static_cast<double>(samples.columns)
        * static_cast<double>(info.sampleBytes().value);
}

// How many pieces a count is to be cut into, at most one for each.
std::int64_t piecesOf(std::int64_t count, double pieces)
{
    return static_cast<std::int64_t>(
        std::clamp(std::ceil(pieces), 1.0, static_cast<double>(count)));
}

} // namespace

const FileLevelPlane& fileLevelFor(const TileSubject& subject, int level)
{
    assert(!subject.fileLevels.empty());
    const double pixel = std::ldexp(1.0, level);
    const FileLevelPlane* best = &subject.fileLevels.front();
    for (const FileLevelPlane& one : subject.fileLevels)
        if (std::max(one.scale.rows, one.scale.columns) <= pixel)
            best = &one;
    return *best;
}

int finestFileLevelTiles(const TileSubject& subject)
{
    assert(!subject.fileLevels.empty());
    const LevelScale& scale = subject.fileLevels.front().scale;
    return std::max(1, std::ilogb(std::min(scale.rows, scale.columns)));
}

SampleSpan spanOf(std::int64_t pixel, int level, double scale, std::int64_t samples)
{
    const auto last = static_cast<double>(samples - 1);
    const auto placeOf = [&](double pixels) { return std::ldexp(pixels, level) / scale; };
    const auto at = [&](double place) {
        return static_cast<std::int64_t>(std::clamp(place, 0.0, last));
    };
    const auto position = static_cast<double>(pixel);
    const double first = std::ceil(placeOf(position) - 0.5); // whose middle is the next
    const double end = std::ceil(placeOf(position + 1) - 0.5);
    if (first >= end || first > last)
        return {at(std::floor(placeOf(position + 0.5))), 1};
    return {at(first), at(end - 1) - at(first) + 1};
}

PixelRect fileLevelSamples(const TileSubject& subject, int level, const PixelRect& rect)
{
    const auto& [of, scale] = fileLevelFor(subject, level);
    const PlaneShape shape = of->source->info().plane;
    const SampleSpan top = spanOf(rect.row, level, scale.rows, shape.rows);
    const SampleSpan bottom = spanOf(rect.row + rect.rows - 1, level, scale.rows, shape.rows);
    const SampleSpan left = spanOf(rect.column, level, scale.columns, shape.columns);
    const SampleSpan right =
        spanOf(rect.column + rect.columns - 1, level, scale.columns, shape.columns);
    return {top.first, left.first, bottom.first + bottom.count - top.first,
        right.first + right.count - left.first};
}

double fileLevelCostNs(const TileSubject& subject, int level, const PixelRect& rect)
{
    const VolumeInfo& info = fileLevelFor(subject, level).subject->source->info();
    const PixelRect samples = fileLevelSamples(subject, level, rect);
    const double pixels =
        std::max(static_cast<double>(rect.rows) * static_cast<double>(rect.columns),
            static_cast<double>(samples.rows) * static_cast<double>(samples.columns));
    return readCostNs(info, samples) + pixels * static_cast<double>(info.classes) * meanNsPerValue;
}

std::vector<PixelRect> planFileLevelBlocks(
    const TileSubject& subject, int level, const PixelRect& rect)
{
    const double wished = bytesUnder(subject, level, rect) / static_cast<double>(blockBytes);
    const std::int64_t down = piecesOf(rect.rows, wished);
    const std::int64_t across = piecesOf(rect.columns, wished / static_cast<double>(down));
    const std::int64_t rows = (rect.rows + down - 1) / down;
    const std::int64_t columns = (rect.columns + across - 1) / across;
    return pieces(rect, rows, columns);
}

} // namespace tessera
