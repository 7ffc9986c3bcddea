// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_crop.h"
#include "core/source/reading_wish.h"

#include <cstdint>
#include <string>

namespace tessera {

struct BenchOptions {
    std::string location; // "FILE" or "FILE::/dataset"
    std::string dataset; // overrides that of the location
    ReadingWish reading = {};
    std::int64_t slice = 0;
    std::int64_t time = 0;
    std::uint64_t pixelLimit = ladderPixelLimit;
    bool isFull = false; // no limit
    int repeats = 0; // 0: what suits each step
    int threads = 0; // 0: all cores
    bool asJson = false;
};

// Climbs the ladder on the file and prints what each step cost; returns the exit code. Ends by the
// signal that stopped it, after the temporary files are gone.
int runBench(const BenchOptions& options);

} // namespace tessera
