// SPDX-License-Identifier: MIT
#include "core/source/npz_format.h"

#include "core/source/npz_file.h"

#include <string_view>
#include <utility>

namespace tessera {

Result<bool> isNpz(const FileStart& start)
{
    const std::string_view text(
        reinterpret_cast<const char*>(start.bytes.data()), start.bytes.size());
    // A member's header, or the end of a file without members.
    return start.file && (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06"));
}

Result<std::unique_ptr<VolumeFile>> openNpzFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& /*stop*/)
{
    auto archive = ZipArchive::open(start.file);
    if (!archive)
        return std::unexpected(std::move(archive.error()));
    return std::make_unique<NpzFile>(*std::move(archive), limits.memory);
}

} // namespace tessera
