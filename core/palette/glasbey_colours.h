// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace tessera {

// 0xRRGGBB, each as far as possible from all before it, so that any first few make a good palette.
extern const std::array<std::uint32_t, 256> glasbeyColours;

} // namespace tessera
