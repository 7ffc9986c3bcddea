// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/region.h"
#include "core/kernel/paint.h"
#include "core/source/volume_source.h"

#include <cstdint>
#include <stop_token>

namespace tessera {

enum class Contrast : std::uint8_t { Percentiles, MinMax };

// The window that shows an image well: from its 0.5 to its 99.5 percentile, or from its smallest to
// its largest value, of all channels together. Looks at about 250 000 pixels spread over the plane.
// Threads: any; reads.
Result<ImageWindow> findImageWindow(const VolumeSource& image, PlanePosition plane,
    Contrast contrast, const std::stop_token& stop = {});

} // namespace tessera
