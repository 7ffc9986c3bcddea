// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

#include <optional>
#include <string_view>

namespace tessera {

// "64M", "500k", "1.5G", "4096", with or without a "B" after it, in any case; decimal units as
// everywhere here. Empty for anything else, and for nothing at all ("0").
std::optional<ByteCount> parseByteCount(std::string_view text);

} // namespace tessera
