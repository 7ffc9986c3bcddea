// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"
#include "core/source/linked_files.h"
#include "core/source/storage_plan.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace tessera {

// One array of those that a file's guide knows.
// Threads: as ArrayGuide.
class ArrayOfGuide final : public ArrayGuide {
public:
    // `sampleBytes`: of one sample as readStored() delivers it. `links` may be null.
    ArrayOfGuide(std::shared_ptr<FileGuide> guide, std::shared_ptr<const LinkedFiles> links,
        std::uint32_t array, std::size_t sampleBytes);

    Result<> locate(
        std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const override;
    // An error that a file which was refused or not found led to says so.
    Result<> readStored(
        const ArraySlab& slab, std::byte* target, const std::stop_token& stop) const override;
    void release() override; // the guide, and so all arrays of the file

private:
    std::shared_ptr<FileGuide> m_guide;
    std::shared_ptr<const LinkedFiles> m_links;
    std::uint32_t m_array;
    std::size_t m_sampleBytes;
};

} // namespace tessera
