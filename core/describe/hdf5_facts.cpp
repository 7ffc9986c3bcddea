// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_facts.h"

#include "core/base/checked.h"
#include "core/describe/hdf5_attributes.h"
#include "core/describe/hdf5_catalogue.h"
#include "core/describe/hdf5_driver.h"
#include "core/describe/hdf5_external.h"
#include "core/describe/hdf5_filters.h"
#include "core/describe/hdf5_layout.h"
#include "core/describe/hdf5_slab.h"
#include "core/describe/hdf5_types.h"
#include "core/source/chunk_grid.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <utility>

namespace tessera {

namespace {

std::uint64_t bytesOfFile(const Hdf5Guard& guard, const H5::DataSet& dataset)
{
    const hid_t id = H5Iget_file_id(dataset.getId());
    H5::H5File file;
    file.setId(id); // which takes another reference
    H5Idec_ref(id);
    return fileOf(guard, file).size().value;
}

// Corner of the chunk with this place in the library's index; empty where it has none.
std::optional<std::vector<std::uint64_t>> writtenChunk(
    const H5::DataSet& dataset, const H5::DataSpace& space, hsize_t index, std::size_t rank)
{
    std::array<hsize_t, H5S_MAX_RANK> corner{};
    unsigned mask = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t bytes = 0;
    const auto done = H5Dget_chunk_info(
        dataset.getId(), space.getId(), index, corner.data(), &mask, &address, &bytes);
    if (done < 0 || address == HADDR_UNDEF)
        return std::nullopt;
    return std::vector<std::uint64_t>(
        corner.begin(), corner.begin() + static_cast<std::ptrdiff_t>(rank));
}

// Of a chunk that may be read for a comparison when the file is opened; the others take too long.
std::optional<std::vector<std::uint64_t>> firstChunk(
    const H5::DataSet& dataset, const ArrayFacts& facts)
{
    constexpr std::uint64_t mostSamples = std::uint64_t{1} << 19U;
    const auto samples = checkedProduct(facts.chunk);
    if (!samples || *samples > mostSamples)
        return std::nullopt;
    return writtenChunk(dataset, dataset.getSpace(), 0, facts.claimed.shape.size());
}

// Each question walks through the library's index from its beginning: 33 ns a chunk before the one
// that is asked for. So they are asked where chunks are few, and for some milliseconds at most.
std::optional<std::vector<std::uint64_t>> writtenChunks(
    const H5::DataSet& dataset, const ArrayFacts& facts)
{
    using Clock = std::chrono::steady_clock;
    constexpr hsize_t mostChunks = 512;
    constexpr std::chrono::milliseconds mostTime{20};
    const std::size_t rank = facts.claimed.shape.size();
    if (!chunkCount(facts.claimed.shape, facts.chunk))
        return std::nullopt;
    const auto space = dataset.getSpace(); // the call takes no H5S_ALL
    if (writtenChunk(dataset, space, mostChunks, rank))
        return std::nullopt;
    hsize_t count = 0;
    if (H5Dget_num_chunks(dataset.getId(), space.getId(), &count) < 0 || count > mostChunks)
        return std::nullopt;
    const ChunkGrid grid(extentsOf(facts.claimed.shape), extentsOf(facts.chunk));
    const auto end = Clock::now() + mostTime;
    std::vector<std::uint64_t> numbers;
    numbers.reserve(count);
    for (hsize_t index = 0; index < count; ++index) {
        const auto corner = writtenChunk(dataset, space, index, rank);
        if (!corner || !std::ranges::equal(*corner, facts.claimed.shape, std::less())
            || Clock::now() > end)
            return std::nullopt;
        numbers.push_back(grid.numberOf(extentsOf(*corner)));
    }
    std::ranges::sort(numbers);
    return numbers;
}

Result<> addContiguous(const H5::DataSet& dataset, const H5::DSetCreatPropList& creation,
    const std::string& subject, ArrayFacts& facts)
{
    facts.storedBytes = dataset.getStorageSize();
    auto parts = externalParts(creation, subject);
    if (!parts)
        return std::unexpected(std::move(parts.error()));
    facts.external = *std::move(parts);
    const haddr_t offset = H5Dget_offset(dataset.getId()); // a user block included
    if (facts.external.empty() && offset != HADDR_UNDEF)
        facts.offset = offset;
    return {};
}

void addChunks(const Hdf5Guard& guard, const H5::DataSet& dataset,
    const H5::DSetCreatPropList& creation, ArrayFacts& facts)
{
    facts.chunk = chunkShape(creation);
    facts.filters = readFilters(guard, creation);
    unsigned options = 0;
    if (H5Pget_chunk_opts(creation.getId(), &options) < 0)
        throw H5::PropListIException("addChunks", "H5Pget_chunk_opts failed");
    facts.edgesAreUnfiltered = (options & H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) != 0;
    facts.firstChunk = firstChunk(dataset, facts);
    facts.writtenChunks = writtenChunks(dataset, facts);
}

std::vector<std::byte> fillValue(
    const H5::DSetCreatPropList& creation, const H5::DataType& type, std::size_t bytes)
{
    std::vector<std::byte> fill(bytes);
    if (creation.isFillValueDefined() != H5D_FILL_VALUE_UNDEFINED)
        creation.getFillValue(type, fill.data());
    return fill;
}

} // namespace

H5::DataType memoryType(
    const Hdf5Guard& /*guard*/, const H5::DataSet& dataset, const ArrayFacts& facts)
{
    return facts.isConverted ? H5::DataType(H5::PredType::NATIVE_DOUBLE) : dataset.getDataType();
}

Result<ArrayFacts> readFacts(const Hdf5Guard& guard, const H5::H5File& file,
    const H5::DataSet& dataset, const std::string& path, const std::string& subject)
{
    const auto creation = dataset.getCreatePlist();
    ArrayFacts facts;
    facts.claimed = describeArray(guard, dataset, path);
    facts.isConverted = storedType(guard, dataset).isConverted;
    facts.liesElsewhere = !liesIn(file, dataset);
    facts.attributes = readAttributes(guard, file, dataset, path);
    facts.layout = layoutOf(creation);
    facts.sampleBytes = dataset.getDataType().getSize();
    facts.fileBytes = bytesOfFile(guard, dataset);
    if (facts.layout == StorageLayout::Compact)
        facts.storedBytes = dataset.getStorageSize();
    else if (facts.layout == StorageLayout::Contiguous)
        if (auto added = addContiguous(dataset, creation, subject, facts); !added)
            return std::unexpected(std::move(added.error()));
    if (facts.layout == StorageLayout::Virtual) {
        auto sources = virtualSources(creation, subject);
        if (!sources)
            return std::unexpected(std::move(sources.error()));
        facts.external = *std::move(sources);
    }
    if (facts.layout == StorageLayout::Chunked)
        addChunks(guard, dataset, creation, facts);
    if (facts.claimed.number)
        facts.fill =
            fillValue(creation, memoryType(guard, dataset, facts), facts.claimed.number->bytes);
    return facts;
}

} // namespace tessera
