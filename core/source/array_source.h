// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/opened_array.h"
#include "core/source/volume_source.h"

#include <memory>

namespace tessera {

// An array whose dimensions have a meaning, with its numbers as they are stored.
// Threads: as VolumeSource; reads disturb each other only where the array's guide is asked.
class ArraySource final : public VolumeSource {
public:
    // `meaning` has one axis a dimension.
    ArraySource(ArrayPtr array, Meaning meaning, PlaneAxes plane = PlaneAxes::XY);

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;
    bool holdsNothing(const SourceRegion& region) const override;
    void release() const override;

private:
    ArrayPtr m_array;
    VolumeInfo m_info;
};

} // namespace tessera
