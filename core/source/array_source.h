// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"
#include "core/source/storage_plan.h"
#include "core/source/volume_source.h"

#include <memory>

namespace tessera {

// An array of a file, read as its storage plan says.
// Threads: as VolumeSource; reads disturb each other only where the plan's guide is asked.
class ArraySource final : public VolumeSource {
public:
    // `mostAtOnce`: samples that one read may bring, whatever shape the file claims.
    ArraySource(VolumeInfo info, std::shared_ptr<ArrayGuide> guide,
        std::unique_ptr<SlabReader> reader, ByteCount mostAtOnce);
    ArraySource(const ArraySource&) = delete;
    ArraySource& operator=(const ArraySource&) = delete;
    ~ArraySource() override;

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;
    void release() const override;

private:
    VolumeInfo m_info;
    ByteCount m_mostAtOnce;
    std::shared_ptr<ArrayGuide> m_guide;
    std::unique_ptr<SlabReader> m_reader;
};

} // namespace tessera
