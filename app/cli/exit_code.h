// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// What the command line ends with.
constexpr int exitOk = 0;
constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitDamaged = 3; // a part of the picture could not be read

} // namespace tessera
