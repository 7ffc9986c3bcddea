// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/corpus_list.h"
#include "tests/corpus/program_trial.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera::corpus {

// What a user finds who hands one item to the program.
struct Visit {
    Outcome outcome = Outcome::Refused;
    std::vector<std::string> faults; // sentences; empty where all is well
    std::chrono::milliseconds slowest{0}; // of the calls
    std::uint64_t peakBytes = 0; // most of any call
    std::string said; // what the last refusal said
};

struct VisitRules {
    std::filesystem::path program; // tessera-cli
    std::filesystem::path corpus;
    std::filesystem::path scratch; // an empty folder, for pictures
    TrialLimits limits;
    std::uint64_t mostBytes = 0; // of memory; 0: not looked at
};

// Hands an item to `info` and `render`, and where several arrays can be shown, the first of them to
// `render` again. Threads: any, several at once, each with a scratch folder of its own.
Visit visitByCommandLine(const Item& item, const VisitRules& rules);

} // namespace tessera::corpus
