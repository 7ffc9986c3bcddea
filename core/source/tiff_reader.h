// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/chunk_cache.h"
#include "core/source/chunk_grid.h"
#include "core/source/tiff_array.h"
#include "core/source/tiff_handle.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace tessera {

// Reads an array whose strips or tiles libtiff has to unpack. One that others need too is unpacked
// once and kept in the cache. Threads: as SlabReader; each that reads has libtiff open for itself,
// and no lock is held meanwhile.
class TiffReader final : public SlabReader {
public:
    struct Source {
        std::shared_ptr<const PositionedFile> file;
        ByteCount memory; // as TiffHandle::open() has it
        TiffLayout layout;
        std::vector<std::uint64_t> directories; // of the array's pages
        bool isScaled = true; // as NumberConversion has it
    };
    TiffReader(TiffArray array, Source source, std::shared_ptr<ChunkCache> cache);
    TiffReader(const TiffReader&) = delete;
    TiffReader& operator=(const TiffReader&) = delete;
    ~TiffReader() override;

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override;

private:
    using Handle = std::unique_ptr<TiffHandle>;
    struct Place;

    Result<Handle> takeHandle() const;
    void giveBack(Handle handle) const;
    Place placeOf(std::uint64_t piece) const;
    Result<> unpack(std::uint64_t piece, std::byte* target, ReadScratch& scratch) const;
    Result<> unpackStored(const TiffHandle& handle, const Place& place, std::span<std::byte> stored,
        ReadScratch& scratch) const;
    Result<ChunkPtr> shared(
        std::uint64_t piece, ReadScratch& scratch, const std::stop_token& stop) const;
    std::size_t pieceBytes() const; // as delivered

    TiffArray m_array;
    Source m_source;
    ChunkGrid m_grid;
    NumberConversion m_conversion;
    std::shared_ptr<ChunkCache> m_cache;
    std::uint64_t m_number; // in the cache
    mutable std::mutex m_mutex;
    mutable std::vector<Handle> m_idle; // guarded by m_mutex
    bool m_isReleased = false; // guarded by m_mutex
};

} // namespace tessera
