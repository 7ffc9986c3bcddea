// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/opened_array.h"

#include <cstdint>
#include <stop_token>

namespace tessera {

// Whether an image looks like a map of classes, as models write one beside their probabilities: one
// channel of whole numbers, all of them numbers of classes. Looks at some rows in its middle; false
// where they cannot be read. The last two dimensions are rows and columns.
// Threads: any; blocks while it reads.
bool isLabelMap(const OpenedArray& image, std::int64_t classes, const std::stop_token& stop);

} // namespace tessera
