// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/kernel/ladder.h"
#include "core/source/open_source.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// A step of the talk, or Tessera itself with so many threads.
struct LadderRung {
    std::optional<LadderStep> step; // none: Tessera
    int threads = 1;
};
std::vector<LadderRung> ladderRungs(int threads); // from the bottom up; 0: one a core
std::string rungId(const LadderRung& rung); // "v0", "tessera-1"
std::string rungName(const LadderRung& rung); // "v0  text, a list for every pixel"

struct LadderTask {
    VolumeLocation location;
    PlanePosition plane;
    LadderShape shape;
    std::filesystem::path folder; // what writeLadderFiles() wrote
    ReadingWish reading = {};
};

struct RungReport {
    std::int64_t ns = 0; // from nothing to the picture, reading included
    ByteCount startResident; // of the process, before
    ByteCount peakResident; // of the process
    std::uint64_t pictureHash = 0; // FNV-1a: equal pictures, equal hashes
};

// Climbs one rung in this process, whose peak is then that of the rung.
// Errors: those of reading, OutOfMemory. Threads: any; blocks.
Result<RungReport> climbRung(const LadderRung& rung, const LadderTask& task);

// The same in a process of its own: its arguments, what it answers on its standard output, and what
// the one that started it makes of that answer.
constexpr const char* rungCallName = "ladder-rung";
std::vector<std::string> rungCall(const LadderRung& rung, const LadderTask& task);
std::string answerRungCall(std::span<const std::string> arguments); // without the call's name
Result<RungReport> parseRungAnswer(const std::string& answer);

} // namespace tessera
