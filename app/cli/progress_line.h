// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tessera {

// How much is done, on one line of the terminal that is written anew; nothing where stderr is none,
// and nothing in the first tenth of a second.
// Threads: one at a time.
class ProgressLine {
public:
    ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine() { erase(); }

    void show(double fraction); // 0 to 1; skipped when it would be the eleventh in a second
    void erase();

private:
    bool m_isTerminal;
    bool m_isOnScreen = false;
    std::int64_t m_shownNs; // or when it began
};

} // namespace tessera
