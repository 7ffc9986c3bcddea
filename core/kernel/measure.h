// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tessera {

// Which number is kept beside the class of a pixel.
enum class Measure : std::uint8_t { TopProbability };

} // namespace tessera
