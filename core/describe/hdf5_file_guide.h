// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"
#include "core/source/other_files.h"
#include "core/source/positioned_file.h"

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace tessera {

// Answers by calling the HDF5 library, in this process and under its lock. No name is ever opened
// by the library itself: the file is read through its descriptor, and those that it refers to are
// opened by others. No filter plugin is loaded, see hdf5_library.h.
// Threads: as FileGuide.
class Hdf5FileGuide final : public FileGuide {
public:
    // The path of `file` should be absolute and without links: what it refers to is looked for in
    // the folder that it names. `others` may be null, then nothing that it refers to is found.
    // Errors: Malformed, Unreadable, OutOfMemory.
    static Result<std::shared_ptr<FileGuide>> open(
        std::shared_ptr<const PositionedFile> file, std::shared_ptr<OtherFiles> others);

    Hdf5FileGuide(const Hdf5FileGuide&) = delete;
    Hdf5FileGuide& operator=(const Hdf5FileGuide&) = delete;
    ~Hdf5FileGuide() override;

    Result<FileListing> list(const std::stop_token& stop) override;
    // An array that is described again keeps its number, and gets the new cache.
    Result<ArrayFacts> describe(
        const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop) override;
    Result<StoredValues> readValues(const std::string& path, const std::stop_token& stop) override;
    // Where the array is chunked and lies in this file; BadArgument else.
    Result<> locate(std::uint32_t array, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) override;
    // Where nothing of it lies in external files; Unsupported else.
    Result<> readStored(std::uint32_t array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& stop) override;
    void release() override;

private:
    struct Library; // what is open in it
    explicit Hdf5FileGuide(std::filesystem::path path);

    template <class Work> auto answered(const std::stop_token& stop, const Work& work);
    template <class Work>
    Result<> askedOf(std::uint32_t array, const std::stop_token& stop, const Work& work);

    std::filesystem::path m_path;
    std::unique_ptr<Library> m_library; // used and closed under Hdf5Guard; null when released
};

} // namespace tessera
