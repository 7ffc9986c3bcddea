// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/volume_source.h"

#include <cstdint>

namespace tessera {

// What is decoded at once for one block, where the layout allows.
constexpr std::int64_t blockBytes = std::int64_t{4} << 20;

// How many classes one read of the source brings at least: all where they lie side by side, those
// of one chunk where an array is chunked, one where each class has a plane of its own; all again
// where a probability is made of all of them.
std::int64_t classesTogether(const VolumeInfo& info);

// What to read at a time inside a block: rows of level 0, and classes from a multiple of `classes`
// on.
struct Band {
    std::int64_t rows = 1;
    std::int64_t classes = 1;

    friend bool operator==(const Band&, const Band&) = default;
};

// Few enough rows to stay in the processor's cache where they lie one after the other, whole chunks
// where they do not; fewer classes than there are where the file keeps them apart and all of them
// would not fit. At most `wishedRows`, at least one row.
Band planBand(const VolumeInfo& info, std::int64_t columns, std::int64_t wishedRows);

} // namespace tessera
