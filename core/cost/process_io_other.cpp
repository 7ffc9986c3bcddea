// SPDX-License-Identifier: MIT
#include "core/cost/process_io.h"

namespace tessera {

ByteCount processBytesRead()
{
    return {};
}

} // namespace tessera
