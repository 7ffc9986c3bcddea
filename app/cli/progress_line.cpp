// SPDX-License-Identifier: MIT
#include "app/cli/progress_line.h"

#include "core/cost/stopwatch.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace tessera {

ProgressLine::ProgressLine()
    : m_isTerminal(::isatty(STDERR_FILENO) == 1)
    , m_shownNs(nowNs())
{
}

void ProgressLine::show(double fraction)
{
    constexpr std::int64_t leastNs = 100'000'000;
    constexpr double percent = 100;
    const std::int64_t now = nowNs();
    if (!m_isTerminal || now - m_shownNs < leastNs)
        return;
    fmt::print(stderr, "\r{:3.0f} %", fraction * percent);
    std::fflush(stderr);
    m_isOnScreen = true;
    m_shownNs = now;
}

void ProgressLine::erase()
{
    if (!m_isOnScreen)
        return;
    fmt::print(stderr, "\r\033[K");
    std::fflush(stderr);
    m_isOnScreen = false;
}

} // namespace tessera
