// SPDX-License-Identifier: MIT
#include "app/viewer/sample_path.h"

#include "core/base/path_text.h"

namespace tessera {

std::filesystem::path samplePath(const std::filesystem::path& programFolder)
{
    const auto installed =
        programFolder.parent_path() / "share" / "tessera" / "sample" / "tissue.h5";
    std::error_code ignored;
    return std::filesystem::exists(installed, ignored) ? installed
                                                       : fromUtf8(TESSERA_SOURCE_SAMPLE);
}

} // namespace tessera
