// SPDX-License-Identifier: MIT
#include "core/source/hdf5_array.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/describe/hdf5_attributes.h"
#include "core/describe/hdf5_layout.h"
#include "core/source/array_source.h"
#include "core/source/chunk_cache.h"
#include "core/source/hdf5_plan.h"
#include "core/source/slab_readers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

namespace tessera {

namespace {

constexpr std::uint64_t minCacheBytes = 1U << 20U; // the library's own default
constexpr std::uint64_t maxCacheBytes = 64U << 20U;
constexpr std::uint64_t ownPart = 4; // of the memory that a volume may use, for its chunks
constexpr std::size_t cacheSlots = 12'421; // a prime, so that chunk numbers spread
constexpr double preferReadChunks = 0.75; // the library's default: what was read whole goes first

std::string subjectOf(const Hdf5Place& place, const StoredArray& array)
{
    return fmt::format("{} in {}", array.path, shownName(place.path));
}

// Products that do not fit are refused before anything is computed with them.
Result<ByteCount> claimedBytes(
    const std::vector<std::uint64_t>& shape, std::size_t sampleBytes, const std::string& subject)
{
    const auto samples = checkedProduct(shape);
    const auto bytes =
        samples ? checkedProduct(*samples, sampleBytes) : std::optional<std::uint64_t>();
    if (!bytes || *bytes > std::numeric_limits<std::int64_t>::max())
        return fail(ErrorCode::Malformed,
            fmt::format("{} claims the shape {}, which is more than can be addressed; the file may "
                        "be damaged.",
                subject, fmt::join(shape, "×")));
    return ByteCount{*bytes};
}

std::uint64_t chunksAcross(const VolumeInfo& info, Axis axis)
{
    const auto dimension = info.axes.dimensionOf(axis);
    if (!dimension)
        return 1;
    const auto extent = info.shape[*dimension];
    const auto chunk = std::max<std::uint64_t>(info.chunk[*dimension], 1);
    return extent / chunk + (extent % chunk == 0 ? 0 : 1);
}

// All chunks of a band of the plane as high as one chunk, so that neighbouring tiles of a row
// find them decoded.
std::uint64_t cacheBytes(const VolumeInfo& info, ByteCount chunkBytes)
{
    const auto chunks =
        checkedProduct(chunksAcross(info, Axis::X), chunksAcross(info, Axis::Class));
    const auto bytes = chunks ? checkedProduct(*chunks, chunkBytes.value) : std::nullopt;
    return std::clamp(bytes.value_or(maxCacheBytes), minCacheBytes, maxCacheBytes);
}

std::int64_t extentOf(const VolumeInfo& info, Axis axis)
{
    const auto dimension = info.axes.dimensionOf(axis);
    return dimension ? static_cast<std::int64_t>(info.shape[*dimension]) : 1;
}

VolumeInfo describe(
    const Hdf5Place& place, const StoredArray& array, ElementType element, const AxisGuess& axes)
{
    VolumeInfo info;
    info.path = place.path;
    info.dataset = array.path;
    info.version = place.version;
    info.shape = array.shape;
    info.axes = axes.axes;
    info.axesReason = axes.reason;
    info.type = element;
    info.storedType = array.storedType;
    info.plane = {extentOf(info, Axis::Y), extentOf(info, Axis::X)};
    info.classes = extentOf(info, Axis::Class);
    info.zCount = extentOf(info, Axis::Z);
    info.tCount = extentOf(info, Axis::Time);
    return info;
}

Result<ByteCount> checkedChunk(
    const Hdf5Place& place, const VolumeInfo& info, const std::string& subject)
{
    auto bytes = claimedBytes(info.chunk, elementSize(info.type), subject);
    if (bytes && *bytes > place.limits.memory)
        return fail(ErrorCode::TooLarge,
            fmt::format("{} is stored in chunks of {}, but only {} of memory may be used; write "
                        "it with smaller chunks, or allow more memory.",
                subject, toText(*bytes), toText(place.limits.memory)));
    return bytes;
}

Result<VolumeInfo> inspect(const Hdf5Guard& guard, const Hdf5Place& place, const StoredArray& array,
    ElementType element, const AxisGuess& axes, const std::string& subject)
{
    const auto dataset = place.file.openDataSet(array.path);
    const auto delivered = claimedBytes(array.shape, elementSize(element), subject);
    if (!delivered)
        return std::unexpected(delivered.error());
    const auto stored = claimedBytes(array.shape, dataset.getDataType().getSize(), subject);
    if (!stored)
        return std::unexpected(stored.error());
    const auto sound = checkStorage(guard, dataset, *stored, subject);
    if (!sound)
        return std::unexpected(sound.error());
    auto info = describe(place, array, element, axes);
    auto layout = readLayout(guard, dataset);
    info.storage = std::move(layout.text);
    info.chunk = std::move(layout.chunk);
    info.classNames = readClassNames(guard, dataset);
    return info;
}

// `cached`: bytes of the library's own chunk cache, for where it reads the chunks. It gives a
// dataset that is open already the cache it has: all others are closed now.
H5::DataSet openedWith(const Hdf5Place& place, const VolumeInfo& info, std::uint64_t cached)
{
    const H5::DSetAccPropList access;
    if (!info.chunk.empty())
        access.setChunkCache(cacheSlots, cached, preferReadChunks);
    return place.file.openDataSet(info.dataset, access);
}

StoragePlan planFor(const Hdf5Guard& guard, const Hdf5Place& place, const VolumeInfo& info,
    ByteCount chunkBytes, const std::string& subject, ArrayUse use)
{
    const bool isScaled = use == ArrayUse::Probabilities;
    {
        const CheckedDataset checked{
            place.file, openedWith(place, info, 0), place.path, subject, isScaled};
        auto plan = verified(guard, checked, planStorage(guard, checked));
        if (info.chunk.empty() || !std::holds_alternative<OpaqueStorage>(plan.storage))
            return plan;
    }
    const CheckedDataset checked{place.file, openedWith(place, info, cacheBytes(info, chunkBytes)),
        place.path, subject, isScaled};
    auto plan = planStorage(guard, checked);
    plan.storage = OpaqueStorage{};
    return plan;
}

// The one that is shared, unless it could not keep one chunk.
std::shared_ptr<ChunkCache> cacheFor(const OpenLimits& limits, ByteCount chunkBytes)
{
    if (limits.chunks && limits.chunks->canKeep(chunkBytes))
        return limits.chunks;
    const ByteCount usual{std::min(limits.memory.value / ownPart, maxCacheBytes)};
    return std::make_shared<ChunkCache>(std::max(usual, ChunkCache::budgetToKeep(chunkBytes)));
}

} // namespace

Result<std::shared_ptr<const VolumeSource>> openArray(const Hdf5Guard& guard,
    const Hdf5Place& place, const StoredArray& array, const AxisGuess& axes, ArrayUse use)
{
    const auto subject = subjectOf(place, array);
    if (!array.number)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is of type {}, which is not read.", subject, array.storedType));
    auto info = inspect(guard, place, array, deliveredAs(*array.number), axes, subject);
    if (!info)
        return std::unexpected(info.error());
    ByteCount chunkBytes;
    if (!info->chunk.empty()) {
        const auto checked = checkedChunk(place, *info, subject);
        if (!checked)
            return std::unexpected(checked.error());
        chunkBytes = *checked;
    }
    auto plan = planFor(guard, place, *info, chunkBytes, subject, use);
    auto guide = plan.guide;
    auto reader = makeReader(plan, cacheFor(place.limits, chunkBytes));
    if (!reader)
        return std::unexpected(std::move(reader.error()));
    return std::make_shared<ArraySource>(*std::move(info), std::move(guide), *std::move(reader),
        std::max(place.limits.memory, megabytes(256)));
}

} // namespace tessera
