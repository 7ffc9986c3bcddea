// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_file.h"
#include "core/source/chunk_cache.h"
#include "core/source/chunk_decoder.h"
#include "core/source/written_chunks.h"

#include <memory>

namespace tessera {

// Reads an array that lies in chunks: asks the guide where they are, reads and decodes them itself.
// A chunk that only this read needs is decoded into the caller's memory; one that others need too
// is decoded once and kept in the cache. Threads: as SlabReader; no lock is held while a chunk is
// read or decoded.
class ChunkedReader final : public SlabReader {
public:
    ChunkedReader(const StoragePlan& plan, const ChunkedStorage& storage,
        std::shared_ptr<const PositionedFile> file, std::shared_ptr<ChunkCache> cache);
    ChunkedReader(const ChunkedReader&) = delete;
    ChunkedReader& operator=(const ChunkedReader&) = delete;
    ~ChunkedReader() override;

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    bool holdsNothing(const ArraySlab& slab) const override;
    void release() override;

private:
    struct Job;
    bool isForOneOnly(const ChunkPart& part) const;
    Result<std::vector<ChunkPlace>> placesOf(const std::vector<ChunkPart>& parts) const;
    Result<SlabSamples> readOne(
        const Job& job, const ChunkPart& part, const ChunkPlace& place) const;
    Result<SlabSamples> readMany(const Job& job, std::vector<ChunkPart> parts) const;
    Result<> putInPlace(
        const Job& job, const ChunkPart& part, const ChunkPlace& place, std::byte* corner) const;
    Result<ChunkPtr> shared(const Job& job, const ChunkPart& part, ChunkPlace place) const;
    Extents stridesFor(const ArraySlab& slab) const;

    std::shared_ptr<ArrayGuide> m_guide;
    ArrayFile m_file;
    ChunkDecoder m_decoder;
    WrittenChunks m_written;
    std::shared_ptr<ChunkCache> m_cache;
    std::uint64_t m_array; // in the cache
};

} // namespace tessera
