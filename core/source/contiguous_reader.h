// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_file.h"
#include "core/source/array_slab.h"
#include "core/source/storage_plan.h"

#include <cstdint>

namespace tessera {

// How a slab of an array whose samples lie one after the other is read: piece by piece, each with
// one call. Dimensions before `split` are walked one by one; those after it are read as they lie,
// what is not wanted included; `split` itself from its first wanted position to its last.
struct PieceLayout {
    std::size_t split = 0;
    std::int64_t pieces = 1;
    std::int64_t pieceSamples = 1; // from the first wanted one to the last
};

// The layout that costs least time: few calls, or few bytes that nobody wants.
PieceLayout planPieces(const Extents& shape, const ArraySlab& slab, std::size_t sampleBytes);

// Reads an array that lies in one piece in a file, without help and without a lock.
// Threads: as SlabReader.
class ContiguousReader final : public SlabReader {
public:
    ContiguousReader(const StoragePlan& plan, std::uint64_t offset, PositionedFile file);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override { m_file.release(); }

private:
    ArrayFile m_file;
    std::uint64_t m_offset;
    Extents m_shape;
    Extents m_strides; // of the whole array
    NumberConversion m_conversion;
};

} // namespace tessera
