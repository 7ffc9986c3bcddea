// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/session.h"
#include "tests/benchmarks/walk/walk_meter.h"

#include <optional>
#include <string>

namespace tessera::bench {

struct WalkReport {
    std::string file;
    int width = 0; // of the window
    int height = 0;
    Spread frames;
    Spread paints;
    Spread gaps;
    // Milliseconds since the process began, before Qt did; empty: not within the patience.
    std::optional<double> firstPictureMs;
    std::optional<double> settledMs; // the whole plane in its final form
    bool isExact = false; // and that form is exact
    std::uint64_t tilesComputed = 0;
    std::uint64_t tilesHit = 0; // came from the cache
    std::uint64_t tilesCancelled = 0; // begun, and not wanted any more
    ByteCount samplesRead; // by all tiles, as decoded
    ByteCount samplesNeeded; // each of those shown once
    ByteCount fileRead; // what the process asked the system for
    ByteCount fileNeeded; // those shown once, at the file's mean size of a sample
    ByteCount peakProcess; // resident
    ByteCount peakWithReader; // and of the reader process beside it
    ByteCount peakBuffers; // of AlignedBuffer
};

// Bytes of samples, as decoded, that lie under what was shown: in whole chunks where the file is
// chunked, else in squares of 64 pixels; each once.
ByteCount samplesUnder(const std::vector<ShownPart>& shown, const VolumeInfo& info);
// The same as stored, as far as the file's size tells: exact where nothing is packed.
ByteCount storedShare(ByteCount samples, const VolumeInfo& info);

std::string asTable(const WalkReport& report);
std::string asJson(const WalkReport& report);

} // namespace tessera::bench
