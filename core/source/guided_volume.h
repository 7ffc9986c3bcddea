// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guided_file.h"
#include "core/source/volume_file.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// A file that a guide knows. Nothing that the guide says is believed before it was checked.
class GuidedVolumeFile final : public VolumeFile {
public:
    explicit GuidedVolumeFile(GuidedFile file);

    Result<std::vector<DatasetEntry>> list(const std::stop_token& stop) override;
    Result<ArrayPtr> open(const std::string& dataset, ArrayUse use, const OpenProgress& progress,
        const std::stop_token& stop) override;
    std::vector<std::string> imagesOf(const std::string& dataset) override;
    std::vector<ArrayLevel> levelsOf(
        const OpenedArray& array, const std::stop_token& stop) override;

private:
    GuidedFile m_file;
};

// A row of the table of formats: HDF5, by its signature.
Result<bool> isHdf5(const FileStart& start);
Result<std::unique_ptr<VolumeFile>> openHdf5File(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop);

} // namespace tessera
