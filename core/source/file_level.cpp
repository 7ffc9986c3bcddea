// SPDX-License-Identifier: MIT
#include "core/source/file_level.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

std::string toText(const LevelScale& scale)
{
    return scale.rows == scale.columns ? fmt::format("1/{:.4g}", scale.rows)
                                       : fmt::format("1/{:.4g}×{:.4g}", scale.rows, scale.columns);
}

PlanePosition planeOf(const FileLevel& level, PlanePosition plane)
{
    const auto z = static_cast<std::int64_t>(static_cast<double>(plane.z) / level.slices);
    return {std::min(z, level.source->info().zCount - 1), plane.t};
}

} // namespace tessera
