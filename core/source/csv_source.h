// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/csv_file.h"
#include "core/source/open_source.h"
#include "core/source/volume_source.h"

#include <memory>
#include <vector>

namespace tessera {

// A folder of text files, one a class; delivered as float64, class by class. Nothing of it is held
// but where rows begin: each read parses the lines that it needs, from then on with an error where
// they are wrong.
// Threads: as VolumeSource.
class CsvSource final : public VolumeSource {
public:
    // `path` is the folder or one of its files. Reads the first lines of each file; goes over whole
    // files, with `progress`, only where lines differ in length.
    // Errors: Malformed with file, line and column, NotFound, Cancelled …
    static Result<std::shared_ptr<const CsvSource>> open(const std::filesystem::path& path,
        const OpenProgress& progress = {}, const std::stop_token& stop = {});

    using Files = std::vector<std::unique_ptr<const CsvFile>>; // in the order of the classes
    CsvSource(VolumeInfo info, Files files);

    const VolumeInfo& info() const override { return m_info; }
    Result<Samples> read(const SourceRegion& region, ReadScratch& scratch,
        const std::stop_token& stop) const override;

private:
    VolumeInfo m_info;
    Files m_files;
};

} // namespace tessera
