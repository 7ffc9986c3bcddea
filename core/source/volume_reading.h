// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/open_source.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace tessera {

// The array as a volume, without an image. Errors: as understand(). Threads: any.
Result<OpenedVolume> readAs(
    const ArrayPtr& array, const ReadingWish& wish, const std::stop_token& stop);

// The same array, understood anew unless the wish differs in nothing but the plane. Errors: as
// understand(). Threads: any.
Result<OpenedVolume> readAgain(
    const OpenedVolume& volume, const ReadingWish& wish, const std::stop_token& stop);

// The volume's image array (null: none) as it lies beneath the plane that is shown; null where it
// has no depth and the plane needs one, or its extents are others.
std::shared_ptr<const VolumeSource> imageUnder(const OpenedVolume& volume);

// The volume's level arrays as it is read itself, the finest first; without those that are coarser
// along classes or times, or no coarser in the plane that is shown.
std::vector<FileLevel> levelsUnder(const OpenedVolume& volume);

} // namespace tessera
