// SPDX-License-Identifier: MIT
#include "core/source/hdf5_plan.h"

#include "core/describe/hdf5_driver.h"
#include "core/describe/hdf5_filters.h"
#include "core/describe/hdf5_types.h"
#include "core/source/hdf5_guide.h"
#include "core/source/slab_readers.h"
#include "core/source/strided_copy.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tessera {

namespace {

using Storage = decltype(StoragePlan::storage);

Extents extentsOf(const std::vector<hsize_t>& sizes)
{
    return {sizes.begin(), sizes.end()};
}

Extents shapeOf(const H5::DataSet& dataset)
{
    const auto space = dataset.getSpace();
    std::vector<hsize_t> sizes(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    space.getSimpleExtentDims(sizes.data());
    return extentsOf(sizes);
}

Extents chunkOf(const H5::DSetCreatPropList& creation, std::size_t rank)
{
    if (creation.getLayout() != H5D_CHUNKED)
        return {};
    std::vector<hsize_t> sizes(rank);
    creation.getChunk(static_cast<int>(rank), sizes.data());
    return extentsOf(sizes);
}

// A link may lead into another file, for which neither the path nor the recorder would be right.
bool liesIn(const H5::H5File& file, const H5::DataSet& dataset)
{
    H5O_info_t root{};
    H5O_info_t object{};
    return H5Oget_info2(file.getId(), &root, H5O_INFO_BASIC) >= 0
        && H5Oget_info2(dataset.getId(), &object, H5O_INFO_BASIC) >= 0
        && root.fileno == object.fileno;
}

Storage contiguousStorage(const H5::DataSet& dataset, const H5::DSetCreatPropList& creation)
{
    if (creation.getExternalCount() > 0)
        return OpaqueStorage{};
    if (dataset.getStorageSize() == 0)
        return NothingStored{};
    const haddr_t offset = H5Dget_offset(dataset.getId()); // a user block included
    return offset == HADDR_UNDEF ? Storage(OpaqueStorage{}) : ContiguousStorage{offset};
}

Storage chunkedStorage(const Hdf5Guard& guard, const H5::DSetCreatPropList& creation, Extents chunk)
{
    auto filters = stepsOf(readFilters(guard, creation));
    unsigned options = 0;
    if (!canDecode(filters) || H5Pget_chunk_opts(creation.getId(), &options) < 0)
        return OpaqueStorage{};
    return ChunkedStorage{std::move(chunk), std::move(filters),
        (options & H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) != 0};
}

std::vector<std::byte> fillValue(
    const H5::DSetCreatPropList& creation, const H5::DataType& type, const StoragePlan& plan)
{
    const NumberConversion conversion(plan.number, plan.isScaled);
    std::vector<std::byte> stored(plan.number.bytes);
    if (creation.isFillValueDefined() != H5D_FILL_VALUE_UNDEFINED)
        creation.getFillValue(type, stored.data());
    std::vector<std::byte> fill(elementSize(conversion.delivered()));
    conversion.apart(stored, fill.data());
    return fill;
}

std::optional<ArraySlab> firstStoredChunk(const CheckedDataset& checked, const StoragePlan& plan)
{
    constexpr std::int64_t mostSamples = std::int64_t{1} << 19U; // opening must not take long
    const auto& chunk = std::get<ChunkedStorage>(plan.storage).chunk;
    if (ChunkGrid(plan.shape, chunk).chunkSamples() > mostSamples)
        return std::nullopt;
    std::array<hsize_t, H5S_MAX_RANK> corner{};
    unsigned mask = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t bytes = 0;
    const auto space = checked.dataset.getSpace(); // the call takes no H5S_ALL
    const auto done = H5Dget_chunk_info(
        checked.dataset.getId(), space.getId(), 0, corner.data(), &mask, &address, &bytes);
    if (done < 0 || address == HADDR_UNDEF)
        return std::nullopt;
    ArraySlab slab;
    for (std::size_t dimension = 0; dimension < plan.shape.size(); ++dimension) {
        // The corner is what the file's index says; nothing has compared it with the shape.
        if (corner.at(dimension) >= static_cast<hsize_t>(plan.shape[dimension]))
            return std::nullopt;
        const auto start = static_cast<std::int64_t>(corner.at(dimension));
        slab.start.push_back(start);
        slab.count.push_back(std::min(chunk[dimension], plan.shape[dimension] - start));
        slab.step.push_back(1);
    }
    return slab;
}

// What is compared: the first chunk there is, or the first and the last sample.
std::vector<ArraySlab> samplesToCompare(const CheckedDataset& checked, const StoragePlan& plan)
{
    const std::size_t rank = plan.shape.size();
    if (std::holds_alternative<ChunkedStorage>(plan.storage)) {
        const auto slab = firstStoredChunk(checked, plan);
        return slab ? std::vector{*slab} : std::vector<ArraySlab>();
    }
    if (!std::holds_alternative<ContiguousStorage>(plan.storage))
        return {};
    ArraySlab first{Extents(rank, 0), Extents(rank, 1), Extents(rank, 1)};
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

StoragePlan planStorage(const Hdf5Guard& guard, const CheckedDataset& checked)
{
    const auto& dataset = checked.dataset;
    const auto creation = dataset.getCreatePlist();
    const auto type = storedType(guard, dataset);
    const bool isOurs = !type.isConverted && liesIn(checked.file, dataset);
    StoragePlan plan;
    plan.file = checked.path;
    plan.subject = checked.subject;
    plan.shape = shapeOf(dataset);
    plan.number = type.number.value();
    plan.isScaled = checked.isScaled;
    const auto chunk = chunkOf(creation, plan.shape.size());
    plan.storage = OpaqueStorage{};
    if (isOurs && creation.getLayout() == H5D_CONTIGUOUS)
        plan.storage = contiguousStorage(dataset, creation);
    else if (isOurs && creation.getLayout() == H5D_CHUNKED)
        plan.storage = chunkedStorage(guard, creation, chunk);
    const auto memoryType =
        type.isConverted ? H5::DataType(H5::PredType::NATIVE_DOUBLE) : dataset.getDataType();
    plan.fill = fillValue(creation, memoryType, plan);
    std::optional<RecordingFile> recorder;
    if (isOurs)
        recorder.emplace(guard, checked.file);
    plan.guide = std::make_shared<Hdf5Guide>(guard,
        Hdf5Dataset{
            dataset, memoryType, recorder, plan.shape, chunk, checked.path, checked.subject});
    return plan;
}

StoragePlan verified(const Hdf5Guard& /*guard*/, const CheckedDataset& checked, StoragePlan plan)
{
    const auto ours = makeReader(plan, std::make_shared<ChunkCache>(ByteCount{0}));
    if (!ours) // the caller will hear of it
        return plan;
    const auto theirs = makeOpaqueReader(plan);
    ReadScratch scratch;
    ReadScratch otherScratch;
    for (const auto& slab : samplesToCompare(checked, plan)) {
        const auto right = theirs->read(slab, otherScratch, {});
        if (!right) // damaged, or of a filter that only we have
            continue;
        const auto samples = (*ours)->read(slab, scratch, {});
        if (!samples || !areEqual(*samples, *right, slab, plan.fill.size()))
            plan.storage = OpaqueStorage{};
    }
    return plan;
}

} // namespace tessera
