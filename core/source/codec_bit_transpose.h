// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace tessera::codec {

// Undoes bitshuffle's transposition of one block. `rows` are 8 × width rows of count / 8 bytes: row
// 8 × j + b holds bit b of byte j of every element, the first element in the lowest bit. `out` gets
// count × width bytes. `count` is a multiple of 8.
void bitUntranspose(const std::byte* rows, std::size_t count, std::size_t width, std::byte* out);

} // namespace tessera::codec
