// SPDX-License-Identifier: MIT
#include "core/base/stop_signals.h"

#include <csignal>
#include <pthread.h>

namespace tessera {

namespace {

constexpr int wakeSignal = SIGUSR1; // to the waiter, from its owner

bool isIgnored(int signal)
{
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// What is ignored stays so (nohup, background jobs of a shell): waiting for it would take it.
sigset_t stopSignals()
{
    sigset_t set{};
    sigemptyset(&set);
    sigaddset(&set, wakeSignal);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!isIgnored(signal))
            sigaddset(&set, signal);
    return set;
}

sigset_t heldSignals()
{
    sigset_t set = stopSignals();
    sigaddset(&set, SIGPIPE);
    return set;
}

} // namespace

StopSignals::StopSignals()
{
    const sigset_t held = heldSignals();
    ::pthread_sigmask(SIG_BLOCK, &held, nullptr);
    m_waiter = std::jthread([this](const std::stop_token& end) { wait(end); });
}

StopSignals::~StopSignals()
{
    end();
}

void StopSignals::end()
{
    if (!m_waiter.joinable())
        return;
    m_waiter.request_stop();
    ::pthread_kill(m_waiter.native_handle(), wakeSignal);
    m_waiter.join();
    const sigset_t held = stopSignals();
    ::pthread_sigmask(SIG_UNBLOCK, &held, nullptr);
}

void StopSignals::wait(const std::stop_token& end)
{
    const sigset_t set = stopSignals();
    int signal = 0;
    while (::sigwait(&set, &signal) == 0 && !end.stop_requested()) {
        if (signal == wakeSignal)
            continue;
        m_signal = signal;
        m_stop.request_stop();
    }
}

void StopSignals::passOn()
{
    const int signal = m_signal;
    if (signal == 0)
        return;
    end();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

} // namespace tessera
