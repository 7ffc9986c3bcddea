// SPDX-License-Identifier: MIT
#include "core/source/chunk_grid.h"

#include "core/base/checked.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace tessera {

// The part of a slab that lies in one row of chunks, along one dimension.
struct ChunkGrid::Span {
    std::int64_t chunk = 0;
    std::int64_t inChunk = 0;
    std::int64_t inSlab = 0;
    std::int64_t count = 0;
    bool isAll = false;
    bool isCutOff = false;
};

namespace {

// Far beyond every file, and far from where sums overflow.
constexpr std::uint64_t mostExtent = std::uint64_t{1} << 62U;

std::int64_t dividedUp(std::int64_t value, std::int64_t divisor)
{
    return (value + divisor - 1) / divisor;
}

} // namespace

std::optional<std::uint64_t> chunkCount(
    std::span<const std::uint64_t> shape, std::span<const std::uint64_t> chunk)
{
    if (shape.empty() || chunk.size() != shape.size())
        return std::nullopt;
    std::optional<std::uint64_t> chunks = 1;
    for (std::size_t dimension = 0; dimension < shape.size(); ++dimension) {
        const auto extent = shape[dimension];
        const auto along = chunk[dimension];
        if (!chunks || extent == 0 || extent > mostExtent || along == 0 || along > mostExtent)
            return std::nullopt;
        chunks = checkedProduct(*chunks, extent / along + (extent % along == 0 ? 0 : 1));
    }
    return chunks;
}

ChunkGrid::ChunkGrid(Extents shape, Extents chunk)
    : m_shape(std::move(shape))
    , m_chunk(std::move(chunk))
{
    m_chunksAlong.reserve(m_shape.size());
    for (std::size_t dimension = 0; dimension < m_shape.size(); ++dimension)
        m_chunksAlong.push_back(dividedUp(m_shape[dimension], m_chunk[dimension]));
}

std::int64_t ChunkGrid::chunkSamples() const
{
    return std::accumulate(m_chunk.begin(), m_chunk.end(), std::int64_t{1}, std::multiplies<>());
}

std::uint64_t ChunkGrid::chunks() const
{
    const std::vector<std::uint64_t> along(m_chunksAlong.begin(), m_chunksAlong.end());
    return checkedProduct(along).value_or(std::numeric_limits<std::uint64_t>::max());
}

std::vector<ChunkGrid::Span> ChunkGrid::spansAlong(
    std::size_t dimension, const ArraySlab& slab) const
{
    const std::int64_t extent = m_chunk[dimension];
    const std::int64_t start = slab.start[dimension];
    const std::int64_t step = slab.step[dimension];
    const std::int64_t last = start + (slab.count[dimension] - 1) * step;
    std::vector<Span> spans;
    spans.reserve(static_cast<std::size_t>(last / extent - start / extent + 1));
    for (std::int64_t chunk = start / extent; chunk <= last / extent; ++chunk) {
        const std::int64_t corner = chunk * extent;
        const std::int64_t end = std::min(corner + extent, m_shape[dimension]);
        const std::int64_t first = corner <= start ? 0 : dividedUp(corner - start, step);
        const std::int64_t behind = std::min(slab.count[dimension], dividedUp(end - start, step));
        if (first >= behind) // the step leaps over the whole chunk
            continue;
        const std::int64_t inChunk = start + first * step - corner;
        const std::int64_t next = start + behind * step; // that the slab would take
        spans.push_back({chunk, inChunk, first, behind - first, inChunk < step && next >= end,
            end < corner + extent});
    }
    return spans;
}

std::vector<ChunkPart> ChunkGrid::partsOf(
    const ArraySlab& slab, std::size_t first, std::size_t most) const
{
    std::vector<std::vector<Span>> spans;
    spans.reserve(m_shape.size());
    std::size_t count = 1;
    for (std::size_t dimension = 0; dimension < m_shape.size(); ++dimension) {
        spans.push_back(spansAlong(dimension, slab));
        count *= spans.back().size();
    }
    std::vector<ChunkPart> parts;
    parts.reserve(std::min(most, count - std::min(first, count)));
    for (std::size_t index = first; index < count && parts.size() < most; ++index) {
        ChunkPart part;
        part.isAll = true;
        std::size_t inner = count; // parts for each position along the dimensions so far
        for (std::size_t dimension = 0; dimension < m_shape.size(); ++dimension) {
            inner /= spans[dimension].size();
            const Span& span = spans[dimension][index / inner % spans[dimension].size()];
            part.chunk = part.chunk * static_cast<std::uint64_t>(m_chunksAlong[dimension])
                + static_cast<std::uint64_t>(span.chunk);
            part.inChunk.push_back(span.inChunk);
            part.inSlab.push_back(span.inSlab);
            part.count.push_back(span.count);
            part.isAll = part.isAll && span.isAll;
            part.isCutOff = part.isCutOff || span.isCutOff;
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

Extents ChunkGrid::cornerOf(std::uint64_t chunk) const
{
    Extents corner(m_shape.size());
    for (std::size_t dimension = m_shape.size(); dimension-- > 0;) {
        const auto along = static_cast<std::uint64_t>(m_chunksAlong[dimension]);
        corner[dimension] = static_cast<std::int64_t>(chunk % along) * m_chunk[dimension];
        chunk /= along;
    }
    return corner;
}

std::uint64_t ChunkGrid::numberOf(const Extents& sample) const
{
    std::uint64_t number = 0;
    for (std::size_t dimension = 0; dimension < m_shape.size(); ++dimension)
        number = number * static_cast<std::uint64_t>(m_chunksAlong[dimension])
            + static_cast<std::uint64_t>(sample[dimension] / m_chunk[dimension]);
    return number;
}

} // namespace tessera
