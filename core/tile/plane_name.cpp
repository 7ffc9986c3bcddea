// SPDX-License-Identifier: MIT
#include "core/tile/plane_name.h"

#include "core/base/path_text.h"

#include <filesystem>
#include <fmt/format.h>
#include <system_error>

namespace tessera {

std::string planeName(const TileSubject& subject, std::int64_t cellEdge)
{
    const VolumeInfo& info = subject.source->info();
    const FileVersion& version = info.version;
    if (version.bytes == 0 && version.modifiedNs == 0)
        return {};
    std::error_code failure;
    const auto path = std::filesystem::absolute(info.path, failure);
    if (failure)
        return {};
    const ValueScale& scale = info.meaning.scale;
    return fmt::format("{}\n{} {}\n{}\n{} {} {}\nz {} t {}\n{} {} {} {}\n{} {} edge {}\n",
        toUtf8(path), version.bytes, version.modifiedNs, info.dataset, toText(info.meaning.axes),
        toText(info.axes), static_cast<int>(info.planeAxes), subject.plane.z, subject.plane.t,
        scale.range.low, scale.range.high, static_cast<int>(scale.activation), scale.isBinary,
        subject.kind == TileKind::Image ? "image" : "classes", info.classes, cellEdge);
}

} // namespace tessera
