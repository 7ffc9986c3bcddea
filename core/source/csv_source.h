// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/csv_file.h"
#include "core/source/volume_file.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

// A folder of text files, one a class; delivered as float64, class by class. Nothing of it is held
// but where rows begin: each read parses the lines that it needs, from then on with an error where
// they are wrong.
// Threads: as SlabReader.
class CsvReader final : public SlabReader {
public:
    using Files = std::vector<std::unique_ptr<const CsvFile>>; // in the order of the classes
    explicit CsvReader(Files files);

    // Dimensions: class, row, column.
    Result<SlabSamples> read(
        const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const override;
    void release() override { }

private:
    Files m_files;
};

// `path` is a folder of class files or one of them, or a file that is a volume by itself (see
// csv_sheet.h). Of class files it reads the first lines; it goes over whole files, with `progress`,
// where lines differ in length, and holds them in memory, at most `memory`, where they are packed
// or their dialect is not numpy's. Errors: Malformed with file, line and column, NotFound,
// Cancelled …
Result<ArrayPtr> openCsvArray(const std::filesystem::path& path, ByteCount memory,
    const OpenProgress& progress, const std::stop_token& stop);

// A row of the table of formats.
Result<bool> isCsv(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openCsvFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
