// SPDX-License-Identifier: MIT
#include "app/reader/system_calls.h"

#include "core/base/child_channel.h"
#include "core/base/sanitizers.h"

#include <array>
#include <cerrno>
#include <memory>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace tessera {

namespace {

struct Release {
    void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// What can only concern the process itself, or what it has open. Reading at a position, and not
// from a stream: no one is waited for.
constexpr std::array harmless{SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(lseek), SCMP_SYS(close),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(munmap), SCMP_SYS(brk), SCMP_SYS(mremap),
    SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
    SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group)};

class Rules {
public:
    Rules()
        : m_filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)))
        , m_error(m_filter ? 0 : -ENOMEM)
    {
    }

    template <class... Conditions> void allow(int call, Conditions... conditions)
    {
        const std::array<scmp_arg_cmp, sizeof...(Conditions)> list{conditions...};
        // A call that this processor does not have cannot be made either.
        if (m_error == 0 && call != __NR_SCMP_ERROR)
            m_error = ::seccomp_rule_add_array(
                m_filter.get(), SCMP_ACT_ALLOW, call, list.size(), list.data());
    }

    int load()
    {
        if (m_error == 0)
            m_error = ::seccomp_load(m_filter.get());
        return m_error;
    }

private:
    Filter m_filter;
    int m_error; // as the library gives it: 0 or a negative errno
};

scmp_arg_cmp isEqual(unsigned argument, scmp_datum_t value)
{
    return {argument, SCMP_CMP_EQ, value, 0};
}

scmp_arg_cmp hasNone(unsigned argument, scmp_datum_t bits)
{
    return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}

void allowMemory(Rules& rules)
{
    constexpr unsigned protection = 2;
    rules.allow(SCMP_SYS(mmap), hasNone(protection, PROT_EXEC));
    rules.allow(SCMP_SYS(mmap2), hasNone(protection, PROT_EXEC));
    rules.allow(SCMP_SYS(mprotect), hasNone(protection, PROT_EXEC));
}

void allowSocket(Rules& rules)
{
    rules.allow(SCMP_SYS(recvmsg), isEqual(0, ChildChannel::childDescriptor));
    rules.allow(SCMP_SYS(sendmsg), isEqual(0, ChildChannel::childDescriptor));
}

void allowOwnEnd(Rules& rules)
{
    // abort() sends a signal to the thread itself.
    rules.allow(SCMP_SYS(tgkill), isEqual(0, static_cast<scmp_datum_t>(::getpid())));
    rules.allow(SCMP_SYS(setitimer), isEqual(0, ITIMER_PROF));
    // Asks what seals a memory has.
    constexpr int getSeals = 1034;
    rules.allow(SCMP_SYS(fcntl), isEqual(1, getSeals));
}

// They write what they find, and look by way of a pipe whether memory is there.
void allowSanitizers(Rules& rules)
{
    for (const int call : {SCMP_SYS(write), SCMP_SYS(pipe), SCMP_SYS(pipe2)})
        rules.allow(call);
}

} // namespace

SandboxStep allowFewSystemCalls()
{
    Rules rules;
    for (const int call : harmless)
        rules.allow(call);
    allowMemory(rules);
    allowSocket(rules);
    allowOwnEnd(rules);
    if (hasSanitizers)
        allowSanitizers(rules);
    if (const int error = rules.load(); error != 0)
        return {"seccomp", false, std::generic_category().message(-error)};
    return {"seccomp", true, ""};
}

} // namespace tessera
