// SPDX-License-Identifier: MIT
#include "core/source/reader_work.h"

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

constexpr double bytesPerMegabyte = 1e6;
constexpr double mostMegabytes = 1000;

// Samples along one dimension from the first to the last, in whole chunks.
double spanOf(std::int64_t count, std::int64_t step, std::uint64_t chunk)
{
    const double samples = static_cast<double>(count - 1) * static_cast<double>(step) + 1;
    // It may begin inside one and end inside another.
    return chunk <= 1
        ? samples
        : (std::ceil(samples / static_cast<double>(chunk)) + 1) * static_cast<double>(chunk);
}

// The slowest dimension along which there is something to divide.
std::size_t dividedDimension(const Extents& count)
{
    const auto found = std::ranges::find_if(count, [](std::int64_t extent) { return extent > 1; });
    return static_cast<std::size_t>(found - count.begin());
}

void addPieces(std::vector<SlabPiece>& pieces, const SlabPiece& whole, std::size_t most)
{
    const std::size_t divided = dividedDimension(whole.slab.count);
    if (whole.bytes <= most || divided == whole.slab.count.size()) {
        pieces.push_back(whole);
        return;
    }
    const std::int64_t count = whole.slab.count[divided];
    const std::size_t each = whole.bytes / static_cast<std::size_t>(count);
    const std::int64_t atOnce =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(most / std::max<std::size_t>(each, 1)));
    for (std::int64_t begin = 0; begin < count; begin += atOnce) {
        SlabPiece piece = whole;
        piece.slab.start[divided] += begin * whole.slab.step[divided];
        piece.slab.count[divided] = std::min(atOnce, count - begin);
        piece.offset += static_cast<std::size_t>(begin) * each;
        piece.bytes = static_cast<std::size_t>(piece.slab.count[divided]) * each;
        addPieces(pieces, piece, most);
    }
}

} // namespace

double megabytesToRead(const ArrayFacts& facts, const ArraySlab& slab)
{
    double bytes = static_cast<double>(std::max<std::uint64_t>(facts.sampleBytes, 1));
    for (std::size_t i = 0; i < slab.count.size(); ++i)
        bytes *= spanOf(slab.count[i], slab.step[i], i < facts.chunk.size() ? facts.chunk[i] : 1);
    return std::min(bytes / bytesPerMegabyte, mostMegabytes);
}

std::vector<SlabPiece> piecesOf(const ArraySlab& slab, std::size_t bytes, std::size_t most)
{
    std::vector<SlabPiece> pieces;
    addPieces(pieces, {.slab = slab, .offset = 0, .bytes = bytes}, most);
    return pieces;
}

} // namespace tessera
