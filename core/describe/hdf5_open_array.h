// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_driver.h"
#include "core/describe/hdf5_guard.h"
#include "core/source/chunk_grid.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace tessera {

// One array that is open in the library. Whatever its file claims, the library is asked for nothing
// that the array does not have, and for nothing that it would open a file for by itself.
// Threads: one at a time, the holder of the Hdf5Guard, also to destroy it.
class Hdf5OpenArray {
public:
    // `path` is of a dataset. The library keeps at most `cacheBytes` of chunks, and at most 64 MB;
    // but an array that is open already has the cache that it has.
    // Errors: Malformed, Unsupported. May throw H5::Exception.
    static Result<std::unique_ptr<Hdf5OpenArray>> open(const Hdf5Guard& guard, Hdf5Files& files,
        const H5::H5File& file, const std::string& path, std::uint64_t cacheBytes);

    const ArrayFacts& facts() const { return m_facts; } // but its number

    // As the members of FileGuide. May throw H5::Exception.
    Result<> locate(const Hdf5Guard& guard, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) const;
    Result<> readStored(
        const Hdf5Guard& guard, const ArraySlab& slab, std::span<std::byte> target) const;

private:
    Hdf5OpenArray(
        Hdf5Files& files, const H5::DataSet& dataset, ArrayFacts facts, std::string subject);
    void prepareToLocate(const Hdf5Guard& guard, const H5::H5File& file);
    std::optional<ChunkPlace> find(const Hdf5Guard& guard, std::uint64_t chunk) const;
    std::unexpected<Error> unreadable(const std::string& what, const std::string& reason) const;

    std::shared_ptr<Hdf5Files> m_files;
    H5::DataSet m_dataset;
    ArrayFacts m_facts;
    std::string m_subject; // "/probabilities in tissue.h5": begins the sentence of an error
    // Where chunks can be located: they lie in the main file and can be counted.
    std::optional<RecordingFile> m_recorder;
    std::optional<ChunkGrid> m_grid;
    std::uint64_t m_chunks = 0;
};

} // namespace tessera
