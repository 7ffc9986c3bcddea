// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_pieces.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace tessera {

// Reads an array whose samples lie one after the other in other files. As HDF5 has it, there are
// zeros where one of them ends before its part does. A read that needs a file which could not be
// opened fails with the reason; others do not suffer.
// Threads: as SlabReader.
class ExternalReader final : public SlabReader {
public:
    ExternalReader(const StoragePlan& plan, const ExternalStorage& storage);

    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override;

private:
    using Parts = std::vector<OpenedPart>;
    Result<> readParts(const Parts& parts, std::uint64_t offset, std::span<std::byte> target) const;

    std::filesystem::path m_path;
    std::string m_subject;
    ArrayPieces m_pieces;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Parts> m_parts; // guarded by m_mutex; null when released
};

} // namespace tessera
