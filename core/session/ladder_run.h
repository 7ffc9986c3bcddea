// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_crop.h"
#include "core/session/ladder_rung.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

struct LadderOptions {
    VolumeLocation location;
    ReadingWish reading = {}; // as it is shown
    PlanePosition plane;
    std::uint64_t pixelLimit = ladderPixelLimit; // 0: the whole plane
    bool shrinksToFit =
        false; // take less where memory or disk space is short, in place of an error
    int repeats = 0; // of every rung; 0: once for the two slowest, three times for the others
    int threads = 0; // of the highest rung; 0: one a core
};

struct LadderRow {
    LadderRung rung;
    int repeats = 0;
    Result<RungReport> report; // of the run with the median time
    bool isSamePicture = false; // as the lowest rung that came to its end
};

struct LadderTable {
    VolumeLocation location;
    std::string storage; // how the file holds it: "float64, contiguous"
    LadderCrop crop;
    std::vector<LadderRow> rows; // from the bottom up
};

// What may be told while it runs; each may be empty. All are called by the caller's thread.
struct LadderListener {
    std::function<void(const LadderTable&)> begun; // the crop is known, no row yet
    std::function<void(double fraction)> preparing; // the files of the lower rungs
    std::function<void(const LadderRung&, int repeat)> climbing;
    std::function<void(const LadderTable&)> climbed; // the last row is new
};

// Climbs the ladder on a crop of the plane, every rung in a process of its own (this program, which
// must pass calls of it to answerLadderCall(), once more). Temporary files are gone when it
// returns. A rung that fails is a row with an error. Errors: those of opening and reading, TooLarge
// (memory or disk space), WriteFailed, BadArgument (no such plane), Cancelled.
// Threads: any; blocks.
Result<LadderTable> runLadder(
    const LadderOptions& options, const LadderListener& listener, const std::stop_token& stop);

} // namespace tessera
