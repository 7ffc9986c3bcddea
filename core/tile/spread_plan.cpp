// SPDX-License-Identifier: MIT
#include "core/tile/spread_plan.h"

#include "core/grid/pixel_rects.h"

#include <algorithm>

namespace tessera {

namespace {

// Measured, for a worker on one core: inflating and unshuffling; copying; one call of the system.
constexpr double chunkNsPerByte = 2;
constexpr double plainNsPerByte = 0.5;
constexpr double callNs = 10'000;

constexpr double blockNs = 10e6;
constexpr std::int64_t runSamples = 64; // as many as one page holds, or a few
constexpr double mostBytesOfPixel = 16e6; // more of a huge chunk is not held for it

std::int64_t chunksAcross(std::int64_t first, std::int64_t count, std::int64_t extent)
{
    const std::int64_t chunk = std::max<std::int64_t>(1, extent);
    return (first + count - 1) / chunk - first / chunk + 1;
}

bool isChunked(const VolumeInfo& info)
{
    return info.chunkExtent(Axis::X) > 0 && info.chunkExtent(Axis::Y) > 0;
}

// In floating point: shapes are claims.
double bytesOf(const VolumeInfo& info, const PixelRect& rect)
{
    return static_cast<double>(rect.rows) * static_cast<double>(rect.columns)
        * static_cast<double>(info.sampleBytes().value);
}

// Of the chunks, one or several, that hold all classes of some pixel.
double chunkBytes(const VolumeInfo& info)
{
    double bytes = static_cast<double>(elementSize(info.type));
    for (const std::uint64_t extent : info.chunk)
        bytes *= static_cast<double>(extent);
    const std::int64_t chunks = chunksAcross(0, info.classes, info.chunkExtent(Axis::Class));
    return bytes * static_cast<double>(chunks);
}

double chunksUnder(const VolumeInfo& info, const PixelRect& rect)
{
    return static_cast<double>(chunksAcross(rect.row, rect.rows, info.chunkExtent(Axis::Y)))
        * static_cast<double>(chunksAcross(rect.column, rect.columns, info.chunkExtent(Axis::X)));
}

struct Span {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

// At most `most` in the middle.
Span middleOf(Span span, std::int64_t most)
{
    const std::int64_t count = std::min(span.count, most);
    return {span.first + (span.count - count) / 2, count};
}

// The part of a span that lies in the chunk of its middle.
Span chunkOf(Span span, std::int64_t extent)
{
    const std::int64_t chunk = std::max<std::int64_t>(1, extent);
    const std::int64_t middle = span.first + span.count / 2;
    const std::int64_t corner = middle - middle % chunk;
    const std::int64_t first = std::max(span.first, corner);
    return {first, std::min(span.first + span.count, corner + chunk) - first};
}

} // namespace

PixelRect spreadSamples(const VolumeInfo& info, const PixelRect& area)
{
    Span rows{area.row, area.rows};
    Span columns{area.column, area.columns};
    if (isChunked(info)) {
        rows = chunkOf(rows, info.chunkExtent(Axis::Y));
        columns = chunkOf(columns, info.chunkExtent(Axis::X));
        const double rowBytes = bytesOf(info, {0, 0, 1, columns.count});
        const double most = std::max(1.0, mostBytesOfPixel / rowBytes);
        if (most < static_cast<double>(rows.count))
            rows = middleOf(rows, static_cast<std::int64_t>(most));
    } else {
        const auto y = info.axes.dimensionOf(Axis::Y);
        const auto x = info.axes.dimensionOf(Axis::X);
        const bool isUpright = y && x && *y > *x;
        rows = middleOf(rows, isUpright ? runSamples : 1);
        columns = middleOf(columns, isUpright ? 1 : runSamples);
    }
    return {rows.first, columns.first, rows.count, columns.count};
}

double readCostNs(const VolumeInfo& info, const PixelRect& rect)
{
    if (rect.isEmpty())
        return 0;
    return isChunked(info) ? chunksUnder(info, rect) * chunkBytes(info) * chunkNsPerByte
                           : bytesOf(info, rect) * plainNsPerByte;
}

double spreadCostNs(const TileSubject& subject, int level, const PixelRect& rect)
{
    const VolumeInfo& info = subject.source->info();
    const double pixels = static_cast<double>(rect.rows) * static_cast<double>(rect.columns);
    if (isChunked(info)) {
        // Pixels smaller than a chunk share it.
        const double chunks =
            std::min(pixels, chunksUnder(info, subject.grid.coveredAtLevel0(level, rect)));
        return pixels * callNs + chunks * chunkBytes(info) * chunkNsPerByte;
    }
    const PixelRect any =
        spreadSamples(info, {0, 0, std::int64_t{1} << level, std::int64_t{1} << level});
    return pixels * (callNs + bytesOf(info, any) * plainNsPerByte);
}

std::vector<PixelRect> planSpreadBlocks(
    const TileSubject& subject, int level, const PixelRect& rect)
{
    const double pixels = static_cast<double>(rect.rows) * static_cast<double>(rect.columns);
    const double pixelNs = std::max(1.0, spreadCostNs(subject, level, rect) / pixels);
    const auto most = static_cast<std::int64_t>(std::clamp(blockNs / pixelNs, 1.0, pixels));
    const std::int64_t columns = std::min(most, rect.columns);
    const std::int64_t rows = std::clamp<std::int64_t>(most / columns, 1, rect.rows);
    return pieces(rect, rows, columns);
}

} // namespace tessera
