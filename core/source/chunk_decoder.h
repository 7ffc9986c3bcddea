// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/chunk_grid.h"
#include "core/source/positioned_file.h"
#include "core/source/storage_plan.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace tessera {

// Makes samples of one chunk's stored bytes.
// Threads: any, each with a scratch of its own.
class ChunkDecoder {
public:
    ChunkDecoder(const StoragePlan& plan, const ChunkedStorage& storage);

    const ChunkGrid& grid() const { return m_grid; }
    ElementType delivered() const { return m_conversion.delivered(); }
    std::size_t chunkBytes() const; // as delivered

    // All samples of the chunk, as delivered, into `target`; a chunk that was never written is
    // fill value. Uses all of `scratch` but samples and chunk. Errors: Malformed, Unreadable; the
    // sentence says which chunk of what.
    Result<> decode(const PositionedFile& file, const ChunkPart& part, const ChunkPlace& place,
        std::byte* target, ReadScratch& scratch) const;

    // The fill value, to all places of a part.
    void fill(const ChunkPart& part, std::byte* target, const Extents& strides) const;

private:
    Result<> decodeStored(const PositionedFile& file, const ChunkPart& part,
        const ChunkPlace& place, std::span<std::byte> decoded, ReadScratch& scratch) const;
    Error damaged(const ChunkPart& part, const std::string& what) const;

    ChunkGrid m_grid;
    std::vector<FilterStep> m_filters;
    bool m_edgesAreUnfiltered;
    NumberConversion m_conversion;
    std::vector<std::byte> m_fill;
    std::string m_subject;
    std::filesystem::path m_path;
};

} // namespace tessera
