// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_file.h"
#include "core/source/array_pieces.h"

#include <cstdint>
#include <memory>

namespace tessera {

// Reads an array that lies in one piece in a file, without help and without a lock.
// Threads: as SlabReader.
class ContiguousReader final : public SlabReader {
public:
    ContiguousReader(
        const StoragePlan& plan, std::uint64_t offset, std::shared_ptr<const PositionedFile> file);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override { m_file.release(); }

private:
    ArrayFile m_file;
    std::uint64_t m_offset;
    ArrayPieces m_pieces;
};

} // namespace tessera
