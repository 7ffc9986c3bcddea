// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/npy_array.h"
#include "core/source/volume_file.h"
#include "core/source/zip_archive.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// The arrays of a ZIP file: its members called "….npy", by their names without that ending.
class NpzFile final : public VolumeFile {
public:
    // All that is unpacked while this lives takes `memory` together at most.
    NpzFile(std::unique_ptr<ZipArchive> archive, ByteCount memory);

    Result<std::vector<DatasetEntry>> list(const std::stop_token& stop) override;
    Result<ArrayPtr> open(const std::string& dataset, ArrayUse use, const OpenProgress& progress,
        const std::stop_token& stop) override;
    std::vector<std::string> imagesOf(const std::string& dataset) override;

private:
    struct Key {
        std::string name;
        std::size_t member = 0;
        bool isDouble = false; // another one has the same name
    };

    NpyArray unread(const Key& key) const;
    Result<NpyArray> described(const Key& key) const;
    DatasetEntry judged(const Key& key) const;
    Result<const Key*> chosen(const std::string& dataset, const std::stop_token& stop);
    Error noArrays() const;
    Error noSuchArray(const std::string& dataset) const;
    Result<ArrayPtr> openStored(
        const NpyArray& array, std::size_t member, ArrayUse use, const std::stop_token& stop) const;
    Result<ArrayPtr> openDeflated(const NpyArray& array, std::size_t member, ByteCount bytes,
        ArrayUse use, const OpenProgress& progress, const std::stop_token& stop);
    Result<> takeMemory(const NpyArray& array, ByteCount bytes);

    std::unique_ptr<ZipArchive> m_archive;
    ByteCount m_memory;
    std::vector<Key> m_keys; // in the order of the file
    std::mutex m_mutex;
    ByteCount m_unpacked; // guarded by m_mutex
};

} // namespace tessera
