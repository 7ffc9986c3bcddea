// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/kernel/ladder.h"
#include "core/source/volume_source.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace tessera {

// The talk's picture has 4.9 million pixels.
constexpr std::uint64_t ladderPixelLimit = 5'000'000;

// The part of a plane that the ladder climbs: from its top left corner.
struct LadderCrop {
    PlanePosition plane;
    LadderShape shape;
    PlaneShape whole;

    bool isWhole() const { return whole == PlaneShape{shape.rows, shape.columns}; }
};

// At most `pixelLimit` pixels (0: the whole plane), all classes: whole rows where they fit, and
// whole tiles, so that no way of reading is at a disadvantage.
LadderCrop ladderCrop(const VolumeInfo& info, PlanePosition plane, std::uint64_t pixelLimit);

// What all steps need at most: memory at once, and files beside each other.
struct LadderNeeds {
    ByteCount memory;
    ByteCount disk;
};
Result<LadderNeeds> ladderNeeds(const LadderShape& shape); // TooLarge: not even countable

// How many pixels of it, at most all, the machine has room for now, with a tenth to spare.
std::uint64_t ladderPixelsThatFit(const LadderCrop& crop, const std::filesystem::path& folder);

// TooLarge where the machine has no room for it now: the sentence says what would fit.
Result<void> checkLadderFits(const LadderCrop& crop, const std::filesystem::path& folder);

// Writes the crop as the lower steps read it: a text for each class and one binary file, float64.
// Errors: those of the source, Cancelled, WriteFailed. Threads: any; reads and writes.
Result<void> writeLadderFiles(const VolumeSource& source, const LadderCrop& crop,
    const std::filesystem::path& folder, const std::function<void(double)>& progress,
    const std::stop_token& stop);

// What climb() starts from, out of those files.
LadderInput ladderInput(
    const LadderShape& shape, ColourTable colours, const std::filesystem::path& folder);

} // namespace tessera
