// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <random>
#include <string_view>

namespace tessera::stress {

// What every stress program has: time until it ends, and invariants that end it at once.
//   stress_xxx [SECONDS]
class Run {
public:
    Run(int argumentCount, char** arguments);

    bool isOver() const { return std::chrono::steady_clock::now() >= m_end; }
    void countTurn() { m_turns.fetch_add(1, std::memory_order_relaxed); }
    int report(std::string_view name) const; // the program's exit code

private:
    std::chrono::steady_clock::time_point m_end;
    std::atomic<long long> m_turns = 0;
};

// Ends the program with code 1 and says what was wrong.
void check(bool isTrue, std::string_view claim);

// The same numbers in every run; `worker` makes the threads differ.
inline std::mt19937 randomOf(unsigned worker)
{
    constexpr unsigned seed = 20260731;
    return std::mt19937(seed + worker);
}

inline int below(std::mt19937& random, int end)
{
    return std::uniform_int_distribution<int>(0, end - 1)(random);
}

} // namespace tessera::stress
