// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace tessera {

// For what holds data in memory that is no AlignedBuffer, and counts among
// AlignedBuffer::heldBytes() all the same. Threads: any.
void addHeldBytes(std::size_t bytes);
void removeHeldBytes(std::size_t bytes);

} // namespace tessera
