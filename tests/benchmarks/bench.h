// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace tessera::bench {

// How often and on how much a benchmark runs:
//   bench_xxx [--smoke] [--cpu] [--repeats N]
struct Options {
    bool isSmoke = false; // tiny input, once
    bool isProcessorTime = false; // of all threads, which other programs disturb less
    int repeats = 21;
};
Options optionsFrom(int argumentCount, char** arguments); // ends the program on a wrong argument

struct Timing {
    double medianMs = 0;
    double lowMs = 0; // 10th percentile
    double highMs = 0; // 90th percentile
};

// Once to warm up, then `repeats` times.
Timing measure(const Options& options, const std::function<void()>& work);

// Several ways of doing the same, in turns, so that what disturbs the machine disturbs all.
std::vector<Timing> measureInTurns(
    const Options& options, const std::vector<std::function<void()>>& ways);

// "name   12.3 ms  [12.0 … 13.1]   400 Mpx/s"
void print(std::string_view name, const Timing& timing, double amount, std::string_view unit);

// Ends the program with code 1: a fast wrong answer is no answer.
void check(bool isTrue, std::string_view claim);

} // namespace tessera::bench
