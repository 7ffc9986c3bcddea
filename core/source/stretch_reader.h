// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_file.h"
#include "core/source/array_pieces.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tessera {

// A stretch of an array as it lies in the file.
struct StoredStretch {
    std::uint64_t start = 0; // its first byte in the array
    std::uint64_t offset = 0; // in the file
};

// Reads an array that lies uncompressed in a file, in several pieces that follow each other in the
// array: the strips of the pages of a TIFF. Threads: as SlabReader.
class StretchReader final : public SlabReader {
public:
    // `stretches` begins with the array's first byte, in order; each ends where the next begins.
    StretchReader(const StoragePlan& plan, std::vector<StoredStretch> stretches);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override { m_file.release(); }

private:
    Result<> readBytes(
        const PositionedFile& file, std::uint64_t offset, std::span<std::byte> target) const;

    ArrayFile m_file;
    std::vector<StoredStretch> m_stretches;
    ArrayPieces m_pieces;
};

} // namespace tessera
