// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/codec_chunk.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tessera::bench {

using Bytes = std::vector<std::byte>;

struct PackedChunk {
    std::string name;
    std::vector<FilterStep> steps;
    Bytes stored;
};

// The samples as the filters that libhdf5 lacks would write them, with and without shuffle.
std::vector<PackedChunk> packEveryWay(const Bytes& samples, unsigned width);

} // namespace tessera::bench
