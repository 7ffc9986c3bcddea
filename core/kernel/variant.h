// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <string_view>

namespace tessera {

// The name of the kernel in use: "scalar", "avx2", "avx512" or "neon". The best that the machine
// can run, or the one that the environment variable TESSERA_KERNEL names. Threads: any.
std::string_view kernelVariant();

// Fails when TESSERA_KERNEL names no kernel that this machine can run. A program asks before it
// starts; without asking, such a name would be ignored. Threads: any.
Result<> checkKernelChoice();

} // namespace tessera
