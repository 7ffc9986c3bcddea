// SPDX-License-Identifier: MIT
#include "app/reader/sandbox.h"

#include "app/reader/landlock.h"
#include "app/reader/system_calls.h"
#include "core/base/child_channel.h"
#include "core/base/sanitizers.h"

#include <cerrno>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace tessera {

namespace {

constexpr rlim_t mostMemory = rlim_t{1} << 30U;
constexpr rlim_t mostFiles = 96;
constexpr rlim_t mostCpuSeconds = 4 * 3600; // of a whole session; requests have their own
constexpr int mostRequestSeconds = 300;

SandboxStep stepOf(const char* name, bool holds, const char* note = "")
{
    return {name, holds, holds ? note : std::generic_category().message(errno)};
}

SandboxStep limit(const char* name, const char* note, __rlimit_resource resource, rlim_t most)
{
    rlimit now{};
    ::getrlimit(resource, &now);
    // One that is lower already stays.
    const rlim_t value = now.rlim_max < most ? now.rlim_max : most;
    const rlimit wanted{value, value};
    return stepOf(name, ::setrlimit(resource, &wanted) == 0, note);
}

} // namespace

void closeStrangeFiles()
{
    constexpr unsigned first = ChildChannel::childDescriptor + 1;
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, first, ~0U, 0) == 0)
        return;
#endif
    for (int number = first; number < static_cast<int>(mostFiles); ++number)
        ::close(number);
}

std::vector<SandboxStep> limitResources()
{
    std::vector<SandboxStep> steps;
    // Sanitizers reserve more address space than there is memory, and write what they find.
    if (hasSanitizers)
        steps.push_back({"limits of memory and writing", false, "a build with sanitizers"});
    else {
        steps.push_back(limit("memory limit", "1 GiB", RLIMIT_AS, mostMemory));
        steps.push_back(limit("no file written", "", RLIMIT_FSIZE, 0));
    }
    steps.push_back(limit("processor time limit", "", RLIMIT_CPU, mostCpuSeconds));
    steps.push_back(limit("no core dump", "", RLIMIT_CORE, 0));
    steps.push_back(limit("open files limit", "96", RLIMIT_NOFILE, mostFiles));
    return steps;
}

std::vector<SandboxStep> closeSandbox()
{
    std::vector<SandboxStep> steps;
    steps.push_back(stepOf("no new privileges", ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0));
    steps.push_back(stepOf("not inspectable", ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0));
    steps.push_back(closeWithLandlock());
    steps.push_back(allowFewSystemCalls());
    return steps;
}

void limitRequest()
{
    const itimerval timer{{0, 0}, {mostRequestSeconds, 0}};
    ::setitimer(ITIMER_PROF, &timer, nullptr);
}

} // namespace tessera
