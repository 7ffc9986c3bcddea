// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace tessera {

// Nanoseconds of the steady clock: one clock for bills, traces and waits.
inline std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

class Stopwatch {
public:
    std::int64_t elapsedNs() const { return nowNs() - m_start; }
    std::int64_t lapNs() // since the last lap
    {
        const std::int64_t now = nowNs();
        const std::int64_t lap = now - m_start;
        m_start = now;
        return lap;
    }

private:
    std::int64_t m_start = nowNs();
};

} // namespace tessera
