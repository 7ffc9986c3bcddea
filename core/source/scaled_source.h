// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/sample_scaler.h"
#include "core/source/volume_source.h"

#include <memory>

namespace tessera {

// Whether the scale's probabilities are what ArraySource delivers: numbers as stored, integers
// divided by their type's maximum. `unit` as ArrayInfo has it.
bool isAsStored(const ValueScale& scale, double unit);

// A volume whose numbers are made probabilities by the scale of its meaning. Delivered as float64,
// of which float32 is kept.
// Threads: as VolumeSource.
class ScaledSource final : public VolumeSource {
public:
    // `mostAtOnce`: samples that one read may bring.
    ScaledSource(std::shared_ptr<const VolumeSource> stored, ByteCount mostAtOnce);

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;
    bool holdsNothing(const SourceRegion& region) const override;
    void release() const override { m_stored->release(); }

private:
    std::shared_ptr<const VolumeSource> m_stored;
    SampleScaler m_scaler;
    VolumeInfo m_info;
    ByteCount m_mostAtOnce;
};

} // namespace tessera
