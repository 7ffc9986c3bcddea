// SPDX-License-Identifier: MIT
#include "tests/benchmarks/bench.h"

#include "core/cost/stopwatch.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <span>
#include <utility>

namespace tessera::bench {

namespace {

constexpr int usageError = 2;

int repeatsFrom(std::string_view text)
{
    int repeats = 0;
    std::from_chars(text.data(), text.data() + text.size(), repeats);
    if (repeats < 1) {
        fmt::print(stderr, "--repeats needs a number from 1, not \"{}\"\n", text);
        std::exit(usageError);
    }
    return repeats;
}

Timing timingOf(std::vector<double> times)
{
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1) + 0.5)];
    };
    return {at(0.5), at(0.1), at(0.9)};
}

double millisecondsNow(const Options& options)
{
    constexpr double nsPerMs = 1e6;
    constexpr double msPerSecond = 1e3;
    return options.isProcessorTime
        ? static_cast<double>(std::clock()) / CLOCKS_PER_SEC * msPerSecond
        : static_cast<double>(nowNs()) / nsPerMs;
}

} // namespace

Options optionsFrom(int argumentCount, char** arguments)
{
    Options options;
    const std::span all(arguments, static_cast<std::size_t>(argumentCount));
    for (std::size_t index = 1; index < all.size(); ++index) {
        const std::string_view argument = all[index];
        if (argument == "--smoke") {
            options.isSmoke = true;
            options.repeats = 1;
        } else if (argument == "--cpu") {
            options.isProcessorTime = true;
        } else if (argument == "--repeats" && index + 1 < all.size()) {
            options.repeats = repeatsFrom(all[++index]);
        } else {
            fmt::print(stderr, "usage: {} [--smoke] [--cpu] [--repeats N]\n", all.front());
            std::exit(usageError);
        }
    }
    return options;
}

Timing measure(const Options& options, const std::function<void()>& work)
{
    return measureInTurns(options, {work}).front();
}

std::vector<Timing> measureInTurns(
    const Options& options, const std::vector<std::function<void()>>& ways)
{
    std::vector<std::vector<double>> times(ways.size());
    for (const auto& way : ways)
        way();
    for (int repeat = 0; repeat < options.repeats; ++repeat)
        for (std::size_t way = 0; way < ways.size(); ++way) {
            const double start = millisecondsNow(options);
            ways[way]();
            times[way].push_back(millisecondsNow(options) - start);
        }
    std::vector<Timing> timings;
    for (auto& each : times)
        timings.push_back(timingOf(std::move(each)));
    return timings;
}

void print(std::string_view name, const Timing& timing, double amount, std::string_view unit)
{
    fmt::print("{:<42}{:>9.2f} ms  [{:.2f} – {:.2f}]{:>10.0f} {}/s\n", name, timing.medianMs,
        timing.lowMs, timing.highMs, amount / timing.medianMs * 1e3, unit);
}

void check(bool isTrue, std::string_view claim)
{
    if (isTrue)
        return;
    fmt::print(stderr, "wrong: {}\n", claim);
    std::exit(EXIT_FAILURE);
}

} // namespace tessera::bench
