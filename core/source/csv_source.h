// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/source/open_source.h"
#include "core/source/volume_source.h"

#include <memory>

namespace tessera {

// A folder of text files, one a class; its numbers are held in memory as float64, class by class.
// Threads: as VolumeSource; nothing changes after opening.
class CsvSource final : public VolumeSource {
public:
    // `path` is the folder or one of its files. Errors: TooLarge before more than `memoryLimit` is
    // held, Malformed with file, line and column, NotFound, Cancelled …
    static Result<std::shared_ptr<const CsvSource>> open(const std::filesystem::path& path,
        ByteCount memoryLimit, const OpenProgress& progress, const std::stop_token& stop);

    CsvSource(VolumeInfo info, AlignedBuffer samples);

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;

private:
    VolumeInfo m_info;
    AlignedBuffer m_samples; // (class, row, column)
};

} // namespace tessera
