// SPDX-License-Identifier: MIT
#include "core/session/ladder_crop.h"

#include "core/base/checked.h"
#include "core/cost/process_memory.h"
#include "core/grid/tile_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tessera {

namespace {

constexpr std::uint64_t textNumberBytes = 25; // "1.234567890123456789e-01" and a blank
constexpr std::uint64_t binaryNumberBytes = sizeof(double);

// What is above an edge is cut to whole edges.
std::int64_t wholeEdges(std::int64_t extent, std::int64_t edge)
{
    return extent < edge ? extent : extent / edge * edge;
}

struct LadderRoom {
    ByteCount memory; // 0 where unknown, as the next
    ByteCount disk;
};

LadderRoom roomNow(const std::filesystem::path& folder)
{
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    return {availableMemory(), {error ? 0 : space.available}};
}

double shareOf(ByteCount there, ByteCount needed)
{
    if (there.value == 0 || there >= needed)
        return 1;
    return static_cast<double>(there.value) / static_cast<double>(needed.value);
}

std::string tooLarge(const LadderCrop& crop, const char* what, ByteCount needed, ByteCount there,
    std::uint64_t fitting)
{
    return fmt::format(
        "The ladder needs {} of {} for {} x {} pixels of {} classes, and {} are free; "
        "let it climb fewer pixels: --pixels {}.",
        toText(needed), what, crop.shape.rows, crop.shape.columns, crop.shape.classes,
        toText(there), fitting);
}

} // namespace

LadderCrop ladderCrop(const VolumeInfo& info, PlanePosition plane, std::uint64_t pixelLimit)
{
    LadderCrop crop{plane, {info.plane.rows, info.plane.columns, info.classes}, info.plane};
    const auto pixels = checkedProduct(static_cast<std::uint64_t>(info.plane.rows),
        static_cast<std::uint64_t>(info.plane.columns));
    if (pixelLimit == 0 || (pixels && *pixels <= pixelLimit))
        return crop;
    const auto limit = static_cast<std::int64_t>(pixelLimit);
    const std::int64_t edge = TileGrid::edgeFor(info.chunkExtent(Axis::X));
    const std::int64_t fewestRows = std::min(edge, info.plane.rows);
    const std::int64_t widest = std::max<std::int64_t>(limit / fewestRows, 1);
    if (info.plane.columns > widest)
        crop.shape.columns = wholeEdges(widest, edge);
    const std::int64_t tallest =
        std::clamp<std::int64_t>(limit / crop.shape.columns, 1, info.plane.rows);
    crop.shape.rows = wholeEdges(tallest, edge);
    return crop;
}

Result<LadderNeeds> ladderNeeds(const LadderShape& shape)
{
    constexpr std::uint64_t mostBytes = 256; // more than any step needs for a number of a class
    const std::array<std::uint64_t, 4> factors{static_cast<std::uint64_t>(shape.rows),
        static_cast<std::uint64_t>(shape.columns), static_cast<std::uint64_t>(shape.classes),
        mostBytes};
    if (!checkedProduct(factors))
        return fail(ErrorCode::TooLarge,
            "The plane is too large for the ladder; let it climb fewer pixels: --pixels 5000000.");
    LadderNeeds needs;
    for (const LadderStepName& name : ladderSteps())
        needs.memory.value = std::max(needs.memory.value, ladderMemory(name.step, shape));
    const auto numbers = static_cast<std::uint64_t>(shape.pixels() * shape.classes);
    needs.disk.value = numbers * (textNumberBytes + binaryNumberBytes);
    return needs;
}

std::uint64_t ladderPixelsThatFit(const LadderCrop& crop, const std::filesystem::path& folder)
{
    constexpr double spare = 0.9;
    const auto needs = ladderNeeds(crop.shape);
    if (!needs)
        return ladderPixelLimit;
    const LadderRoom room = roomNow(folder);
    const double share =
        std::min(shareOf(room.memory, needs->memory), shareOf(room.disk, needs->disk));
    const auto all = static_cast<double>(crop.shape.pixels());
    return static_cast<std::uint64_t>(share < 1 ? std::max(1.0, spare * share * all) : all);
}

Result<void> checkLadderFits(const LadderCrop& crop, const std::filesystem::path& folder)
{
    const auto needs = ladderNeeds(crop.shape);
    if (!needs)
        return std::unexpected(needs.error());
    const LadderRoom room = roomNow(folder);
    const std::uint64_t fitting = ladderPixelsThatFit(crop, folder);
    if (shareOf(room.memory, needs->memory) < 1)
        return fail(
            ErrorCode::TooLarge, tooLarge(crop, "memory", needs->memory, room.memory, fitting));
    if (shareOf(room.disk, needs->disk) < 1)
        return fail(ErrorCode::TooLarge,
            tooLarge(crop, "disk space for temporary files", needs->disk, room.disk, fitting)
                + " Or set TMPDIR to a folder with more room.");
    return {};
}

} // namespace tessera
