// SPDX-License-Identifier: MIT
#include "core/source/chunked_reader.h"

#include "core/source/strided_copy.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace tessera {

namespace {

// So that many small chunks neither take memory of their own nor keep a reader from being stopped.
constexpr std::size_t partsAtOnce = 512;

// Its place was not asked for, because the cache held the chunk.
constexpr ChunkPlace unknownPlace{~std::uint64_t{0}, ~std::uint64_t{0}, 0};

bool isUnknown(const ChunkPlace& place)
{
    return place.bytes == unknownPlace.bytes;
}

std::size_t offsetOf(const Extents& position, const Extents& strides, std::size_t sampleBytes)
{
    std::int64_t samples = 0;
    for (std::size_t dimension = 0; dimension < position.size(); ++dimension)
        samples += position[dimension] * strides[dimension];
    return static_cast<std::size_t>(samples) * sampleBytes;
}

Extents stepped(Extents strides, const Extents& step)
{
    for (std::size_t dimension = 0; dimension < strides.size(); ++dimension)
        strides[dimension] *= step[dimension];
    return strides;
}

} // namespace

struct ChunkedReader::Job {
    const PositionedFile& file;
    const ArraySlab& slab;
    Extents strides; // of the samples that are put in place chunk by chunk
    ReadScratch& scratch;
    const std::stop_token& stop;
};

ChunkedReader::ChunkedReader(const StoragePlan& plan, const ChunkedStorage& storage,
    std::shared_ptr<const PositionedFile> file, std::shared_ptr<ChunkCache> cache)
    : m_guide(plan.guide)
    , m_file(std::move(file))
    , m_decoder(plan, storage)
    , m_written(m_decoder.grid(), storage.written, *m_guide)
    , m_cache(std::move(cache))
    , m_array(m_cache->newArray())
{
}

ChunkedReader::~ChunkedReader()
{
    m_cache->drop(m_array);
}

bool ChunkedReader::holdsNothing(const ArraySlab& slab) const
{
    return m_written.touchesNone(slab);
}

void ChunkedReader::release()
{
    m_file.release();
    m_cache->drop(m_array);
}

Result<SlabSamples> ChunkedReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    const auto file = m_file.get();
    if (!file)
        return std::unexpected(file.error());
    auto parts = m_decoder.grid().partsOf(slab, 0, partsAtOnce);
    const Job job{**file, slab, stridesFor(slab), scratch, stop};
    if (parts.size() > 1)
        return readMany(job, std::move(parts));
    const auto places = placesOf(parts);
    if (!places)
        return std::unexpected(places.error());
    return readOne(job, parts.front(), places->front());
}

// Decoded where it is used; others are kept in the cache for the next who needs them.
bool ChunkedReader::isForOneOnly(const ChunkPart& part) const
{
    return part.isAll && m_decoder.chunkBytes() < ChunkCache::largeChunk;
}

// In one go, because each question may go to another process.
Result<std::vector<ChunkPlace>> ChunkedReader::placesOf(const std::vector<ChunkPart>& parts) const
{
    std::vector<ChunkPlace> places(parts.size(), unknownPlace);
    std::vector<std::uint64_t> chunks;
    std::vector<std::size_t> asked;
    chunks.reserve(parts.size());
    asked.reserve(parts.size());
    for (std::size_t index = 0; index < parts.size(); ++index)
        if (isForOneOnly(parts[index]) || !m_cache->holds({m_array, parts[index].chunk})) {
            chunks.push_back(parts[index].chunk);
            asked.push_back(index);
        }
    std::vector<ChunkPlace> answers(chunks.size());
    if (const auto done = m_guide->locate(chunks, answers); !done)
        return std::unexpected(done.error());
    for (std::size_t index = 0; index < asked.size(); ++index)
        places[asked[index]] = answers[index];
    return places;
}

// What is wanted is shown where it lies in the chunk.
Result<SlabSamples> ChunkedReader::readOne(
    const Job& job, const ChunkPart& part, const ChunkPlace& place) const
{
    const std::size_t sampleBytes = elementSize(m_decoder.delivered());
    const Extents strides = denseStrides(m_decoder.grid().chunk());
    SlabSamples samples{nullptr, stepped(strides, job.slab.step)};
    if (place.bytes == 0) {
        samples.strides = denseStrides(part.count);
        const auto bytes = static_cast<std::size_t>(job.slab.samples()) * sampleBytes;
        m_decoder.fill(part, job.scratch.samples.reserve(bytes), samples.strides);
        samples.data = job.scratch.samples.data();
        return samples;
    }
    if (isForOneOnly(part)) {
        auto* const target = job.scratch.samples.reserve(m_decoder.chunkBytes());
        if (auto done = m_decoder.decode(job.file, part, place, target, job.scratch); !done)
            return std::unexpected(std::move(done.error()));
        samples.data = target;
    } else {
        auto chunk = shared(job, part, place);
        if (!chunk)
            return std::unexpected(std::move(chunk.error()));
        samples.data = (*chunk)->data();
        samples.owner = *std::move(chunk);
    }
    samples.data += offsetOf(part.inChunk, strides, sampleBytes);
    return samples;
}

Result<SlabSamples> ChunkedReader::readMany(const Job& job, std::vector<ChunkPart> parts) const
{
    const std::size_t sampleBytes = elementSize(m_decoder.delivered());
    auto* const target =
        job.scratch.samples.reserve(static_cast<std::size_t>(job.slab.samples()) * sampleBytes);
    std::size_t done = 0;
    while (!parts.empty()) {
        const auto places = placesOf(parts);
        if (!places)
            return std::unexpected(places.error());
        for (std::size_t index = 0; index < parts.size(); ++index) {
            if (job.stop.stop_requested())
                return cancelled();
            const ChunkPart& part = parts[index];
            auto* const corner = target + offsetOf(part.inSlab, job.strides, sampleBytes);
            if (auto put = putInPlace(job, part, (*places)[index], corner); !put)
                return std::unexpected(std::move(put.error()));
        }
        done += parts.size();
        parts = m_decoder.grid().partsOf(job.slab, done, partsAtOnce);
    }
    return SlabSamples{target, job.strides};
}

Result<> ChunkedReader::putInPlace(
    const Job& job, const ChunkPart& part, const ChunkPlace& place, std::byte* corner) const
{
    if (place.bytes == 0) {
        m_decoder.fill(part, corner, job.strides);
        return {};
    }
    ChunkPtr owner;
    const std::byte* samples = nullptr;
    if (isForOneOnly(part)) {
        auto* const chunk = job.scratch.chunk.reserve(m_decoder.chunkBytes());
        if (auto done = m_decoder.decode(job.file, part, place, chunk, job.scratch); !done)
            return done;
        samples = chunk;
    } else {
        auto chunk = shared(job, part, place);
        if (!chunk)
            return std::unexpected(std::move(chunk.error()));
        owner = *std::move(chunk);
        samples = owner->data();
    }
    const std::size_t sampleBytes = elementSize(m_decoder.delivered());
    const Extents strides = denseStrides(m_decoder.grid().chunk());
    copyStrided(samples + offsetOf(part.inChunk, strides, sampleBytes),
        stepped(strides, job.slab.step), corner, job.strides, part.count, sampleBytes);
    return {};
}

Result<ChunkPtr> ChunkedReader::shared(
    const Job& job, const ChunkPart& part, ChunkPlace place) const
{
    const auto decode = [&](AlignedBuffer& chunk) -> Result<> {
        // The cache may have dropped it since it was asked.
        if (isUnknown(place))
            if (auto done = m_guide->locate({&part.chunk, 1}, {&place, 1}); !done)
                return done;
        auto done = m_decoder.decode(job.file, part, place, chunk.data(), job.scratch);
        if (chunk.size() >= ChunkCache::largeChunk)
            job.scratch.letGoOfStored();
        return done;
    };
    return m_cache->get({m_array, part.chunk}, m_decoder.chunkBytes(), decode, job.stop);
}

// As the array has them; but a dimension that chunks cut is slower than those that they hold
// whole, so that what comes from one chunk lies in long runs.
Extents ChunkedReader::stridesFor(const ArraySlab& slab) const
{
    std::vector<std::size_t> order; // fastest last
    order.reserve(slab.count.size());
    const auto isCut = [&](std::size_t dimension) {
        return slab.count[dimension] > 1 && m_decoder.grid().chunk()[dimension] == 1;
    };
    for (std::size_t dimension = 0; dimension < slab.count.size(); ++dimension)
        order.push_back(dimension);
    std::ranges::stable_partition(order, isCut);
    Extents strides(slab.count.size(), 1);
    std::int64_t stride = 1;
    for (const std::size_t dimension : order | std::views::reverse) {
        strides[dimension] = stride;
        stride *= slab.count[dimension];
    }
    return strides;
}

} // namespace tessera
