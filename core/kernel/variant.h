// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace tessera {

// The name of the kernel in use, for diagnostics.
std::string_view kernelVariant();

} // namespace tessera
