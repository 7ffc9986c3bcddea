// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"

#include <cstdint>
#include <string>

namespace tessera::test {

inline constexpr std::uint64_t soundFileBytes = 1'000'000;

// Facts as an honest guide would give them, of an array of 64×48×4 float32: to be spoilt.
ArrayFacts soundChunked(const std::string& path = "/probabilities"); // in chunks of 16×16×4
ArrayFacts soundContiguous(const std::string& path = "/probabilities"); // from byte 2048 on
ArrayFacts soundCompact(const std::string& path = "/probabilities");
ArrayFacts soundExternal(const std::string& path = "/probabilities"); // in a.bin and b.bin

} // namespace tessera::test
