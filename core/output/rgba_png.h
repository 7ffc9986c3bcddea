// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/grid/region.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace tessera {

// Writes a picture that is in memory: rows × columns pixels of 0xAARRGGBB, top row first, without
// gaps; alpha is ignored. `progress` (may be empty) is told how much is done, from 0 to 1, every
// few rows, and answers whether to go on; false gives Cancelled and leaves no file.
// Errors: as createPngWriter().
// Threads: any; `progress` is called on the caller's.
Result<void> writeRgbPng(const std::filesystem::path& path, PlaneShape shape,
    std::span<const std::uint32_t> rgbx, const std::function<bool(double)>& progress = {});

} // namespace tessera
