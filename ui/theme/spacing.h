// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// Every distance in the window is a multiple of this many device-independent pixels.
inline constexpr int spacingUnit = 4;

} // namespace tessera
