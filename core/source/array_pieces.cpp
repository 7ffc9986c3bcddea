// SPDX-License-Identifier: MIT
#include "core/source/array_pieces.h"

#include <algorithm>

namespace tessera {

namespace {

// An estimate, not measured: what a call costs beside the bytes it brings is as long as reading
// this many more.
constexpr std::int64_t bytesWorthOneCall = 4096;

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
    return best;
}

ArrayPieces::ArrayPieces(const StoragePlan& plan)
    : m_shape(plan.shape)
    , m_strides(denseStrides(plan.shape))
    , m_conversion(plan.number, plan.isScaled)
{
}

Result<SlabSamples> ArrayPieces::read(const ArraySlab& slab, ReadScratch& scratch,
    const std::stop_token& stop, const Read& readBytes) const
{
    const std::size_t sampleBytes = m_conversion.stored().bytes;
    const auto layout = planPieces(m_shape, slab, sampleBytes);
    const auto pieceBytes = static_cast<std::size_t>(layout.pieceSamples) * sampleBytes;
    const auto samples = static_cast<std::size_t>(layout.pieces * layout.pieceSamples);
    AlignedBuffer& memory = m_conversion.isInPlace() ? scratch.samples : scratch.stored;
    auto* const stored = memory.reserve(samples * sampleBytes);

    for (std::int64_t piece = 0; piece < layout.pieces; ++piece) {
        if (stop.stop_requested())
            return cancelled();
        std::int64_t first = 0; // of the piece, in the array
        std::int64_t rest = piece;
        for (std::size_t dimension = m_shape.size(); dimension-- > 0;) {
            std::int64_t position = slab.start[dimension];
            if (dimension < layout.split) {
                position += rest % slab.count[dimension] * slab.step[dimension];
                rest /= slab.count[dimension];
            }
            first += position * m_strides[dimension];
        }
        const auto done = readBytes(static_cast<std::uint64_t>(first) * sampleBytes,
            {stored + static_cast<std::size_t>(piece) * pieceBytes, pieceBytes});
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
