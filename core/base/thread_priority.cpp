// SPDX-License-Identifier: MIT
#include "core/base/thread_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace tessera {

void lowerThreadPriority()
{
#ifdef __linux__
    // On Linux the nice value belongs to the thread, and 0 names the caller.
    constexpr int politeness = 5;
    setpriority(PRIO_PROCESS, 0, politeness);
#endif
}

} // namespace tessera
