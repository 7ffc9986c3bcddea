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

std::string tooLarge(const LadderCrop& crop, const char* what, ByteCount needed, ByteCount there)
{
    const double share = static_cast<double>(there.value)
        / static_cast<double>(std::max<std::uint64_t>(needed.value, 1));
    const auto pixels =
        static_cast<std::uint64_t>(std::max(1.0, share * static_cast<double>(crop.shape.pixels())));
    return fmt::format(
        "The ladder needs {} of {} for {} x {} pixels of {} classes, and {} are free; "
        "let it climb fewer pixels: --pixels {}.",
        toText(needed), what, crop.shape.rows, crop.shape.columns, crop.shape.classes,
        toText(there), pixels);
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

Result<void> checkLadderFits(const LadderCrop& crop, const std::filesystem::path& folder)
{
    const auto needs = ladderNeeds(crop.shape);
    if (!needs)
        return std::unexpected(needs.error());
    const ByteCount memory = availableMemory();
    if (memory.value != 0 && memory < needs->memory)
        return fail(ErrorCode::TooLarge, tooLarge(crop, "memory", needs->memory, memory));
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (!error && ByteCount{space.available} < needs->disk)
        return fail(ErrorCode::TooLarge,
            tooLarge(crop, "disk space for temporary files", needs->disk, {space.available})
                + " Or set TMPDIR to a folder with more room.");
    return {};
}

} // namespace tessera
