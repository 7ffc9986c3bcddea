// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace tessera {

// While it lives, an interrupt, a hang-up or a request to terminate stops the work instead of the
// program, so that temporary files are removed; a broken pipe becomes an ordinary write error.
// Make it in main() before any thread is started: threads inherit what it sets.
// Threads: made and destroyed by the main thread; token() by any.
class StopSignals {
public:
    StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals();

    std::stop_token token() const { return m_stop.get_token(); }

    // After the work, and where a signal came: ends the program by it, as the caller expects.
    // Returns where none came.
    void passOn();

private:
    void wait(const std::stop_token& end);
    void end();

    std::stop_source m_stop;
    std::atomic<int> m_signal = 0; // 0: none yet
    std::jthread m_waiter;
};

} // namespace tessera
