// SPDX-License-Identifier: MIT
#include "core/base/stop_signals.h"

#include <csignal>
#include <pthread.h>

namespace tessera {

namespace {

sigset_t stopSignals()
{
    sigset_t set{};
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
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

// What is waited for has to come, so the waiter is sent one of these itself.
void StopSignals::end()
{
    if (!m_waiter.joinable())
        return;
    m_waiter.request_stop();
    ::pthread_kill(m_waiter.native_handle(), SIGHUP);
    m_waiter.join();
    const sigset_t held = stopSignals();
    ::pthread_sigmask(SIG_UNBLOCK, &held, nullptr);
}

void StopSignals::wait(const std::stop_token& end)
{
    const sigset_t set = stopSignals();
    int signal = 0;
    while (::sigwait(&set, &signal) == 0 && !end.stop_requested()) {
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
