// SPDX-License-Identifier: MIT
#include "core/base/thread_priority.h"

#ifdef __linux__
#include <sched.h>
#include <sys/resource.h>
#endif

namespace tessera {

void lowerThreadPriority()
{
#ifdef __linux__
    // On Linux the nice value belongs to the thread, and 0 names the caller. A thread of the batch
    // policy does not interrupt others when it wakes up.
    constexpr int politeness = 5;
    const sched_param none{};
    sched_setscheduler(0, SCHED_BATCH, &none);
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + politeness);
#endif
}

} // namespace tessera
