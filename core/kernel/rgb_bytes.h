// SPDX-License-Identifier: MIT
#pragma once

#include "core/kernel/paint.h"

#include <cstdint>
#include <span>

namespace tessera {

// Red, green and blue of each pixel, one byte each; alpha is left out. `rgb` has room for 3 bytes a
// pixel. Threads: any; touches nothing but `rgb`.
void toRgbBytes(std::span<const Pixel> pixels, std::uint8_t* rgb);

} // namespace tessera
