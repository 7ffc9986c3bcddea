// SPDX-License-Identifier: MIT
#include "core/session/open_memory.h"

#include "core/cost/process_memory.h"

#include <algorithm>

namespace tessera {

ByteCount usualOpenMemory()
{
    // With one chunk of this size a process stays below half a gigabyte.
    constexpr ByteCount most = megabytes(384);
    return std::min(ByteCount{physicalMemory().value / 2}, most);
}

} // namespace tessera
