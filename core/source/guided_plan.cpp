// SPDX-License-Identifier: MIT
#include "core/source/guided_plan.h"

#include "core/source/array_of_guide.h"
#include "core/source/slab_readers.h"
#include "core/source/strided_copy.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace tessera {

namespace {

using Storage = decltype(StoragePlan::storage);

Extents extentsOf(const std::vector<std::uint64_t>& sizes)
{
    return {sizes.begin(), sizes.end()};
}

std::vector<FilterStep> stepsOf(const std::vector<FilterFact>& filters)
{
    std::vector<FilterStep> steps;
    steps.reserve(filters.size());
    for (const auto& filter : filters)
        steps.push_back(filter.step);
    return steps;
}

ExternalStorage externalStorage(const GuidedFile& file, const std::vector<ExternalPart>& parts)
{
    ExternalStorage storage;
    storage.parts.reserve(parts.size());
    for (const auto& part : parts) {
        OpenedPart opened{nullptr, part.offset, part.bytes};
        if (auto other = file.links->open(part.name))
            opened.file = std::make_shared<const PositionedFile>(*std::move(other));
        else
            opened.file = std::unexpected(std::move(other.error()));
        storage.parts.push_back(std::move(opened));
    }
    return storage;
}

Storage contiguousStorage(const GuidedFile& file, const ArrayFacts& facts)
{
    if (!facts.external.empty())
        return externalStorage(file, facts.external);
    if (facts.storedBytes == 0)
        return NothingStored{};
    return facts.offset ? Storage(ContiguousStorage{*facts.offset}) : OpaqueStorage{};
}

Storage chunkedStorage(const ArrayFacts& facts)
{
    auto filters = stepsOf(facts.filters);
    if (!canDecode(filters))
        return OpaqueStorage{};
    return ChunkedStorage{
        extentsOf(facts.chunk), std::move(filters), facts.edgesAreUnfiltered, facts.writtenChunks};
}

// A link may lead into another file, of which this one's descriptor knows nothing.
Storage storageOf(const GuidedFile& file, const ArrayFacts& facts)
{
    if (facts.isConverted || facts.liesElsewhere)
        return OpaqueStorage{};
    if (facts.layout == StorageLayout::Contiguous)
        return contiguousStorage(file, facts);
    return facts.layout == StorageLayout::Chunked ? chunkedStorage(facts) : OpaqueStorage{};
}

std::vector<std::byte> deliveredFill(const ArrayFacts& facts, const StoragePlan& plan)
{
    const NumberConversion conversion(plan.number, plan.isScaled);
    std::vector<std::byte> fill(elementSize(conversion.delivered()));
    conversion.apart(facts.fill, fill.data());
    return fill;
}

std::vector<ArraySlab> firstStoredChunk(
    const StoragePlan& plan, const ChunkedStorage& storage, const ArrayFacts& facts)
{
    constexpr std::int64_t mostSamples = std::int64_t{1} << 19U; // opening must not take long
    const auto samples = std::accumulate(
        storage.chunk.begin(), storage.chunk.end(), std::int64_t{1}, std::multiplies<>());
    if (!facts.firstChunk || samples > mostSamples)
        return {};
    const std::size_t rank = plan.shape.size();
    ArraySlab slab{extentsOf(*facts.firstChunk), Extents(rank), Extents(rank, 1)};
    for (std::size_t dimension = 0; dimension < rank; ++dimension)
        slab.count[dimension] =
            std::min(storage.chunk[dimension], plan.shape[dimension] - slab.start[dimension]);
    return {slab};
}

// What is compared: the first chunk there is, or the first and the last sample.
std::vector<ArraySlab> samplesToCompare(const StoragePlan& plan, const ArrayFacts& facts)
{
    const std::size_t rank = plan.shape.size();
    if (const auto* chunked = std::get_if<ChunkedStorage>(&plan.storage))
        return firstStoredChunk(plan, *chunked, facts);
    if (!std::holds_alternative<ContiguousStorage>(plan.storage))
        return {};
    const ArraySlab first{Extents(rank, 0), Extents(rank, 1), Extents(rank, 1)};
    ArraySlab last = first;
    std::ranges::transform(plan.shape, last.start.begin(), [](auto extent) { return extent - 1; });
    return {first, last};
}

bool areEqual(const SlabSamples& one, const SlabSamples& other, const ArraySlab& slab,
    std::size_t sampleBytes)
{
    const auto dense = denseStrides(slab.count);
    const auto bytes = static_cast<std::size_t>(slab.samples()) * sampleBytes;
    std::vector<std::byte> copy(bytes);
    copyStrided(one.data, one.strides, copy.data(), dense, slab.count, sampleBytes);
    return std::equal(copy.begin(), copy.end(), other.data); // which is dense
}

} // namespace

StoragePlan planStorage(
    const GuidedFile& file, const ArrayFacts& facts, const std::string& subject, bool isScaled)
{
    StoragePlan plan;
    plan.file = file.file->path();
    plan.opened = file.file;
    plan.subject = subject;
    plan.shape = extentsOf(facts.claimed.shape);
    plan.number = facts.claimed.number.value();
    plan.isScaled = isScaled;
    plan.fill = deliveredFill(facts, plan);
    plan.storage = storageOf(file, facts);
    plan.guide =
        std::make_shared<ArrayOfGuide>(file.guide, file.links, facts.array, plan.number.bytes);
    return plan;
}

StoragePlan verified(StoragePlan plan, const ArrayFacts& facts, const std::stop_token& stop)
{
    const auto ours = makeReader(plan, std::make_shared<ChunkCache>(ByteCount{0}));
    const auto theirs = makeOpaqueReader(plan);
    ReadScratch scratch;
    ReadScratch otherScratch;
    for (const auto& slab : samplesToCompare(plan, facts)) {
        const auto right = theirs->read(slab, otherScratch, stop);
        if (!right) // damaged, or of a filter that only we have, or the guide's end
            continue;
        const auto samples = ours->read(slab, scratch, stop);
        if (!samples && samples.error().code == ErrorCode::Unreadable)
            continue; // a disk that fails says nothing of how the samples are stored
        if (!samples || !areEqual(*samples, *right, slab, plan.fill.size()))
            plan.storage = OpaqueStorage{};
    }
    return plan;
}

} // namespace tessera
