// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace tessera::codec {

// out[element × width + b] = planes[b × stride + element]: the bytes of an element come together.
// Vector instructions do it for widths of 2, 4 and 8.
void interleave(const std::byte* planes, std::size_t stride, std::size_t count, std::size_t width,
    std::byte* out);

} // namespace tessera::codec
