// SPDX-License-Identifier: MIT
#include "core/source/array_pieces.h"

#include "core/source/strided_copy.h"

#include <algorithm>

namespace tessera {

namespace {

// Measured in the page cache: one call for each of many pieces takes as long as reading all of them
// at once where they begin this far apart.
constexpr std::int64_t bytesWorthOneCall = 4096;

// Of pieces with others between them. Stays in the processor's second cache until the pieces are
// taken out of it.
constexpr std::int64_t mostACall = std::int64_t{256} << 10U;

// So that a few classes of many do not bring all of them into memory.
constexpr std::int64_t wasteForgiven = std::int64_t{1} << 20U;
constexpr std::int64_t wasteOfWanted = 4;

// Along one dimension, from the first wanted position to the last.
std::int64_t span(const ArraySlab& slab, std::size_t dimension)
{
    return (slab.count[dimension] - 1) * slab.step[dimension] + 1;
}

PieceLayout layoutAt(std::size_t split, const Extents& strides, const ArraySlab& slab)
{
    PieceLayout layout{split, 1, 1};
    for (std::size_t dimension = 0; dimension < split; ++dimension)
        layout.pieces *= slab.count[dimension];
    for (std::size_t dimension = split; dimension < strides.size(); ++dimension)
        layout.pieceSamples += (span(slab, dimension) - 1) * strides[dimension];
    return layout;
}

// What lies between two pieces is read with them where that costs less than another call.
void joinPieces(
    PieceLayout& layout, const Extents& strides, const ArraySlab& slab, std::int64_t sampleBytes)
{
    if (layout.split == 0)
        return;
    const std::size_t along = layout.split - 1;
    layout.distance = strides[along] * slab.step[along];
    if ((layout.distance - layout.pieceSamples) * sampleBytes > bytesWorthOneCall)
        return;
    const std::int64_t more = (mostACall / sampleBytes - layout.pieceSamples)
        / std::max<std::int64_t>(1, layout.distance);
    layout.piecesACall = std::clamp<std::int64_t>(more + 1, 1, slab.count[along]);
}

// Where the samples of a slab lie in the buffer that holds its pieces one after the other.
Extents stridesOf(const PieceLayout& layout, const Extents& strides, const ArraySlab& slab)
{
    Extents result(strides.size());
    std::int64_t outer = layout.pieceSamples;
    for (std::size_t dimension = strides.size(); dimension-- > 0;) {
        if (dimension >= layout.split) {
            result[dimension] = strides[dimension] * slab.step[dimension];
        } else {
            result[dimension] = outer;
            outer *= slab.count[dimension];
        }
    }
    return result;
}

// Neighbours along the dimension before `split`.
struct Neighbours {
    const PieceLayout& layout;
    std::int64_t first = 0; // their first sample, in the array
    std::int64_t count = 1;
    std::size_t sampleBytes = 1;
};

// Samples of the pieces side by side to `target`.
Result<> readEach(const Neighbours& pieces, std::byte* target, const ArrayPieces::Read& readBytes)
{
    const auto bytes = static_cast<std::size_t>(pieces.layout.pieceSamples) * pieces.sampleBytes;
    for (std::int64_t piece = 0; piece < pieces.count; ++piece, target += bytes) {
        const auto first =
            static_cast<std::uint64_t>(pieces.first + piece * pieces.layout.distance);
        if (auto done = readBytes(first * pieces.sampleBytes, {target, bytes}); !done)
            return done;
    }
    return {};
}

Result<> readPieces(const Neighbours& pieces, std::byte* target, AlignedBuffer& between,
    const ArrayPieces::Read& readBytes)
{
    if (pieces.count == 1)
        return readEach(pieces, target, readBytes);
    const PieceLayout& layout = pieces.layout;
    const auto samples =
        static_cast<std::size_t>((pieces.count - 1) * layout.distance + layout.pieceSamples);
    const std::size_t bytes = samples * pieces.sampleBytes;
    auto* const all = between.reserve(bytes);
    const auto offset = static_cast<std::uint64_t>(pieces.first) * pieces.sampleBytes;
    if (!readBytes(offset, {all, bytes})) // no piece fails for what is beside it
        return readEach(pieces, target, readBytes);
    copyStrided(all, {layout.distance, 1}, target, {layout.pieceSamples, 1},
        {pieces.count, layout.pieceSamples}, pieces.sampleBytes);
    return {};
}

} // namespace

PieceLayout planPieces(const Extents& shape, const ArraySlab& slab, std::size_t sampleBytes)
{
    const Extents strides = denseStrides(shape);
    const auto bytes = static_cast<std::int64_t>(sampleBytes);
    const std::int64_t most = std::max(slab.samples() * wasteOfWanted, wasteForgiven / bytes);
    PieceLayout best = layoutAt(shape.size() - 1, strides, slab);
    const auto cost = [&](const PieceLayout& layout) {
        return layout.pieces * (layout.pieceSamples * bytes + bytesWorthOneCall);
    };
    for (std::size_t split = shape.size() - 1; split-- > 0;) {
        const auto layout = layoutAt(split, strides, slab);
        if (layout.pieces * layout.pieceSamples <= most && cost(layout) <= cost(best))
            best = layout;
    }
    joinPieces(best, strides, slab, bytes);
    return best;
}

ArrayPieces::ArrayPieces(const StoragePlan& plan)
    : m_shape(plan.shape)
    , m_strides(denseStrides(plan.shape))
    , m_conversion(plan.number, plan.isScaled)
{
}

std::int64_t ArrayPieces::firstOf(
    std::int64_t piece, const PieceLayout& layout, const ArraySlab& slab) const
{
    std::int64_t first = 0;
    for (std::size_t dimension = m_shape.size(); dimension-- > 0;) {
        std::int64_t position = slab.start[dimension];
        if (dimension < layout.split) {
            position += piece % slab.count[dimension] * slab.step[dimension];
            piece /= slab.count[dimension];
        }
        first += position * m_strides[dimension];
    }
    return first;
}

Result<SlabSamples> ArrayPieces::read(const ArraySlab& slab, ReadScratch& scratch,
    const std::stop_token& stop, const Read& readBytes) const
{
    const std::size_t sampleBytes = m_conversion.stored().bytes;
    const auto layout = planPieces(m_shape, slab, sampleBytes);
    const auto samples = static_cast<std::size_t>(layout.pieces * layout.pieceSamples);
    AlignedBuffer& memory = m_conversion.isInPlace() ? scratch.samples : scratch.stored;
    auto* const stored = memory.reserve(samples * sampleBytes);

    const std::int64_t inRow = layout.split > 0 ? slab.count[layout.split - 1] : 1;
    for (std::int64_t piece = 0, count = 0; piece < layout.pieces; piece += count) {
        if (stop.stop_requested())
            return cancelled();
        count = std::min(layout.piecesACall, inRow - piece % inRow);
        const auto done = readPieces({layout, firstOf(piece, layout, slab), count, sampleBytes},
            stored + static_cast<std::size_t>(piece * layout.pieceSamples) * sampleBytes,
            scratch.chunk, readBytes);
        if (!done)
            return std::unexpected(done.error());
    }
    if (m_conversion.isInPlace())
        m_conversion.inPlace({stored, samples * sampleBytes});
    else
        m_conversion.apart({stored, samples * sampleBytes},
            scratch.samples.reserve(samples * elementSize(m_conversion.delivered())));
    return SlabSamples{scratch.samples.data(), stridesOf(layout, m_strides, slab)};
}

} // namespace tessera
