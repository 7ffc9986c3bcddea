// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

namespace tessera {

// What this process asked the system for when it read files, so far; a file in the system's cache
// counts as well. 0 where the system does not tell. Reads a file of the system itself.
ByteCount processBytesRead(); // Threads: any

} // namespace tessera
