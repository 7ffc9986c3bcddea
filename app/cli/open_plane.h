// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/guide_maker.h"
#include "core/source/open_source.h"
#include "core/source/reading_wish.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace tessera {

// Which plane of which file a command is about.
struct PlaneOptions {
    std::string location; // "FILE" or "FILE::/dataset"
    std::string dataset; // overrides that of the location
    ReadingWish reading = {};
    std::int64_t slice = 0; // along the axis that the plane leaves out
    std::int64_t time = 0;
    bool linkedFilesAnywhere = false; // as OpenLimits has it
    std::shared_ptr<GuideMaker> guides; // as OpenLimits has them
};

// The volume, where it has such a plane. `memory` is what the source may keep for itself. Errors:
// those of openVolume(), and BadArgument.
Result<OpenedVolume> openPlane(
    const PlaneOptions& options, ByteCount memory, const std::stop_token& stop);

} // namespace tessera
