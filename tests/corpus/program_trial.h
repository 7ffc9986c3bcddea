// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace tessera::corpus {

struct TrialLimits {
    std::chrono::milliseconds time{10'000};
    std::uint64_t writtenBytes = std::uint64_t{1} << 29U; // of each file; more is a write error
};

// What came of running a program, and all that it started, to its end.
struct Trial {
    int exitCode = -1; // -1: it was ended
    int signal = 0; // that ended it
    bool wasTooSlow = false; // and was ended by us
    bool leftPrograms = false; // that it started and did not end
    std::chrono::milliseconds time{0};
    std::uint64_t peakBytes = 0; // of it and what it started, together
    std::string output;
    std::string errors;
};

// `words`: the program and its arguments. Standard input is empty.
// Threads: any, several at once.
Trial tryProgram(const std::vector<std::string>& words, const TrialLimits& limits);

} // namespace tessera::corpus
