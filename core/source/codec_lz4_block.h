// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace tessera::codec {

// False unless the block unpacks to exactly as much as `out` holds.
bool unpackLz4Block(std::span<const std::byte> block, std::span<std::byte> out);

} // namespace tessera::codec
