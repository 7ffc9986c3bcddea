// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tessera {

inline constexpr std::int64_t maxClasses = 4096; // that are told apart

} // namespace tessera
