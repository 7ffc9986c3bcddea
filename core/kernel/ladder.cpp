// SPDX-License-Identifier: MIT
#include "core/kernel/ladder.h"

#include "core/kernel/ladder_steps.h"

#include <array>

namespace tessera {

namespace {

constexpr std::array<LadderStepName, 8> steps{{
    {LadderStep::TextRows, "v0", "text, a list for every pixel"},
    {LadderStep::BinaryRows, "v1", "binary, a list for every pixel"},
    {LadderStep::WholeArrays, "v2", "whole arrays with temporaries"},
    {LadderStep::LeanArrays, "v3", "lean whole arrays"},
    {LadderStep::LeanChunks, "v4", "lean arrays by chunks"},
    {LadderStep::FusedLoop, "v5", "one loop over the whole array"},
    {LadderStep::FusedPointers, "v6", "the same with plain pointers"},
    {LadderStep::FusedChunks, "v7", "the same by chunks"},
}};

constexpr std::uint64_t numberBytes = sizeof(double);
constexpr std::uint64_t pictureBytes = 3; // a pixel

} // namespace

namespace ladder {

Result<void> readNumbers(std::istream& file, std::span<double> numbers)
{
    const std::span<std::byte> bytes = std::as_writable_bytes(numbers);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return file ? Result<void>() : endedEarly();
}

Result<std::vector<double>> readAll(const LadderInput& input)
{
    std::vector<double> numbers(countOf(input.shape));
    if (auto read = readNumbers(*input.openBinary(), numbers); !read)
        return std::unexpected(read.error());
    return numbers;
}

} // namespace ladder

std::span<const LadderStepName> ladderSteps()
{
    return steps;
}

Result<LadderPicture> climb(LadderStep step, const LadderInput& input)
{
    switch (step) {
    case LadderStep::TextRows:
        return ladder::climbTextRows(input);
    case LadderStep::BinaryRows:
        return ladder::climbBinaryRows(input);
    case LadderStep::WholeArrays:
        return ladder::climbWholeArrays(input);
    case LadderStep::LeanArrays:
        return ladder::climbLeanArrays(input);
    case LadderStep::LeanChunks:
        return ladder::climbLeanChunks(input);
    case LadderStep::FusedLoop:
        return ladder::climbFusedLoop(input);
    case LadderStep::FusedPointers:
        return ladder::climbFusedPointers(input);
    case LadderStep::FusedChunks:
        break;
    }
    return ladder::climbFusedChunks(input);
}

std::uint64_t ladderMemory(LadderStep step, const LadderShape& shape)
{
    const auto pixels = static_cast<std::uint64_t>(shape.pixels());
    const auto classes = static_cast<std::uint64_t>(shape.classes);
    const std::uint64_t input = pixels * classes * numberBytes;
    const std::uint64_t picture = pixels * pictureBytes;
    // A list grows by doubling, and the allocator rounds it up.
    constexpr std::uint64_t listBytes = sizeof(std::vector<double>) + 48;
    constexpr std::uint64_t temporaryBytes = 8 + 8 + 24 + 24; // winner, best, colour, product
    constexpr std::uint64_t leanBytes = 2; // winner
    const std::uint64_t chunk = 4 * static_cast<std::uint64_t>(ladder::chunkBytes)
        + 2 * static_cast<std::uint64_t>(shape.columns) * classes * numberBytes;
    switch (step) {
    case LadderStep::TextRows:
    case LadderStep::BinaryRows:
        return 2 * input + pixels * listBytes + picture;
    case LadderStep::WholeArrays:
        return input + pixels * temporaryBytes + picture;
    case LadderStep::LeanArrays:
        return input + pixels * leanBytes + picture;
    case LadderStep::FusedLoop:
    case LadderStep::FusedPointers:
        return input + picture;
    case LadderStep::LeanChunks:
    case LadderStep::FusedChunks:
        break;
    }
    return chunk + picture;
}

} // namespace tessera
