// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_driver.h"
#include "core/source/chunk_grid.h"
#include "core/source/storage_plan.h"

#include <H5Cpp.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tessera {

// What the library is asked about one dataset.
struct Hdf5Dataset {
    H5::DataSet dataset;
    H5::DataType memoryType; // that readStored() converts to; the dataset's own where that will do
    std::optional<RecordingFile> recorder; // of the file that holds it
    Extents shape;
    Extents chunk; // empty where not chunked
    std::filesystem::path path;
    std::string subject; // "/probabilities in tissue.h5"
};

// Answers by calling the library, under its lock.
// Threads: as ArrayGuide.
class Hdf5Guide final : public ArrayGuide {
public:
    Hdf5Guide(const Hdf5Guard& guard, Hdf5Dataset dataset);
    Hdf5Guide(const Hdf5Guide&) = delete;
    Hdf5Guide& operator=(const Hdf5Guide&) = delete;
    ~Hdf5Guide() override;

    // Where there is a recorder, and the dataset is chunked.
    Result<> locate(
        std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const override;
    Result<> readStored(
        const ArraySlab& slab, std::byte* target, const std::stop_token& stop) const override;
    void release() override;

private:
    std::optional<ChunkPlace> find(const Hdf5Guard& guard, std::uint64_t chunk) const;
    Error unreadable(const std::string& what, const std::string& reason) const;

    std::filesystem::path m_path;
    std::string m_subject;
    // Used and closed under Hdf5Guard only; empty when released.
    std::optional<Hdf5Dataset> m_dataset;
    std::optional<ChunkGrid> m_grid; // where chunked
};

} // namespace tessera
