// SPDX-License-Identifier: MIT
#include "core/base/large_buffers.h"

#ifdef __linux__
#include <malloc.h>
#endif

namespace tessera {

void returnLargeBuffers()
{
#ifdef M_MMAP_THRESHOLD // of the GNU library, which else raises it to what was freed last
    constexpr int large = 256 * 1024;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): main() calls it before there are threads.
    mallopt(M_MMAP_THRESHOLD, large);
#endif
}

} // namespace tessera
