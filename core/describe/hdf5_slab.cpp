// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_slab.h"

#include "core/base/byte_count.h"
#include "core/base/checked.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tessera {

namespace {

// Far beyond every file, and far from where sums overflow.
constexpr std::uint64_t mostExtent = std::uint64_t{1} << 62U;

bool isInside(const ArraySlab& slab, std::span<const std::uint64_t> shape)
{
    const auto rank = shape.size();
    if (rank == 0 || slab.start.size() != rank || slab.count.size() != rank
        || slab.step.size() != rank)
        return false;
    for (std::size_t dimension = 0; dimension < rank; ++dimension) {
        const auto start = slab.start[dimension];
        const auto count = slab.count[dimension];
        const auto step = slab.step[dimension];
        if (shape[dimension] > mostExtent || start < 0 || count < 1 || step < 1)
            return false;
        const auto last = static_cast<std::int64_t>(shape[dimension]) - 1;
        if (start > last || count - 1 > (last - start) / step)
            return false;
    }
    return true;
}

std::optional<std::uint64_t> bytesOf(const ArraySlab& slab, std::size_t sampleBytes)
{
    std::optional<std::uint64_t> bytes = sampleBytes;
    for (const auto count : slab.count)
        if (bytes)
            bytes = checkedProduct(*bytes, static_cast<std::uint64_t>(count));
    return bytes;
}

// What a compact array must hold.
std::optional<std::uint64_t> claimedBytes(const ArrayFacts& facts)
{
    const auto samples = checkedProduct(facts.claimed.shape);
    return samples ? checkedProduct(*samples, facts.sampleBytes) : std::nullopt;
}

} // namespace

Extents extentsOf(const std::vector<std::uint64_t>& sizes)
{
    return {sizes.begin(), sizes.end()};
}

std::vector<hsize_t> sizesOf(const Extents& extents)
{
    return {extents.begin(), extents.end()};
}

Result<> checkRead(const ArrayFacts& facts, const ArraySlab& slab, std::size_t targetBytes,
    const std::string& subject)
{
    if (!facts.claimed.number || !isInside(slab, facts.claimed.shape)
        || bytesOf(slab, facts.claimed.number->bytes) != targetBytes)
        return fail(ErrorCode::BadArgument,
            fmt::format("{} does not have the samples that were asked for.", subject));
    if (facts.layout == StorageLayout::Contiguous && !facts.external.empty())
        return fail(ErrorCode::Unsupported,
            fmt::format("{} lies in external files, which are not read here.", subject));
    if (facts.layout != StorageLayout::Compact)
        return {};
    const auto claimed = claimedBytes(facts);
    if (!claimed || facts.storedBytes < *claimed)
        return fail(ErrorCode::Malformed,
            fmt::format("{} is damaged: its shape needs more than the {} that the file holds for "
                        "it; copy or write the file again.",
                subject, toText(ByteCount{facts.storedBytes})));
    return {};
}

} // namespace tessera
