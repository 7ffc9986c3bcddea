// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"

namespace tessera {

// What opening a file may use where the user did not say: half of the machine's memory, and no more
// than a program may take that is looked at beside others. A chunk that does not fit is refused.
// Threads: any.
ByteCount usualOpenMemory();

} // namespace tessera
