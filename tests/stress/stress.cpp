// SPDX-License-Identifier: MIT
#include "tests/stress/stress.h"

#include <cstdlib>
#include <fmt/format.h>
#include <span>
#include <string>

namespace tessera::stress {

namespace {

constexpr double defaultSeconds = 4;

double secondsFrom(std::span<char*> arguments)
{
    if (arguments.size() < 2)
        return defaultSeconds;
    char* end = nullptr;
    const double seconds = std::strtod(arguments[1], &end);
    check(*end == '\0' && seconds > 0, "the only argument is a number of seconds");
    return seconds;
}

} // namespace

Run::Run(int argumentCount, char** arguments)
{
    const std::chrono::duration<double> seconds(
        secondsFrom({arguments, static_cast<std::size_t>(argumentCount)}));
    m_end = std::chrono::steady_clock::now()
        + std::chrono::duration_cast<std::chrono::steady_clock::duration>(seconds);
}

int Run::report(std::string_view name) const
{
    fmt::print("{}: {} turns, no invariant broken\n", name, m_turns.load());
    check(m_turns.load() > 0, "at least one turn");
    return EXIT_SUCCESS;
}

void check(bool isTrue, std::string_view claim)
{
    if (isTrue)
        return;
    fmt::print(stderr, "violated: {}\n", claim);
    // Without destructors: what is broken may hang in them.
    std::_Exit(EXIT_FAILURE);
}

} // namespace tessera::stress
