// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/hdf5_array.h"
#include "core/source/volume_source.h"

#include <memory>

namespace tessera {

// A dataset of an HDF5 file, read by hyperslab: the library finds, inflates and converts.
// Threads: as VolumeSource; the library lets one thread in at a time.
class Hdf5Source final : public VolumeSource {
public:
    explicit Hdf5Source(const Hdf5Array& array);
    Hdf5Source(const Hdf5Source&) = delete;
    Hdf5Source& operator=(const Hdf5Source&) = delete;
    ~Hdf5Source() override;

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;
    void release() const override;

private:
    Result<> readInto(
        const SourceRegion& region, std::byte* target, const std::stop_token& stop) const;

    VolumeInfo m_info;
    // Used and closed under Hdf5Guard only; null when released.
    mutable std::unique_ptr<H5::DataSet> m_dataset;
};

} // namespace tessera
