// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/array_slab.h"

#include <cstddef>

namespace tessera {

// Copies `count` samples along each dimension. Strides in samples, `sampleBytes` is 1, 2, 4 or 8.
// The two places do not overlap; each sample of both is on a border of its own size.
void copyStrided(const std::byte* from, const Extents& fromStrides, std::byte* to,
    const Extents& toStrides, const Extents& count, std::size_t sampleBytes);

// Writes `sample` to each place.
void fillStrided(const std::byte* sample, std::byte* to, const Extents& toStrides,
    const Extents& count, std::size_t sampleBytes);

} // namespace tessera
