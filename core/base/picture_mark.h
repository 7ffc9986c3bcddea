// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace tessera {

// What a PNG chunk of text says in every picture that this program writes: keyword, zero, text.
// A coloured picture has the extents of its volume and often its name, and yet is no raw image.
inline constexpr std::string_view pictureMark{"Software\0Tessera", 16};

} // namespace tessera
