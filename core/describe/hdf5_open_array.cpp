// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_open_array.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/describe/hdf5_facts.h"
#include "core/describe/hdf5_slab.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr std::uint64_t mostCacheBytes = std::uint64_t{64} << 20U;
constexpr std::size_t cacheSlots = 12'421; // a prime, so that chunk numbers spread
constexpr double preferReadChunks = 0.75; // the library's default: what was read whole goes first

H5::DataSet openDataset(const H5::H5File& file, const std::string& path, std::uint64_t cacheBytes)
{
    const H5::DSetAccPropList access;
    access.setChunkCache(cacheSlots, static_cast<std::size_t>(std::min(cacheBytes, mostCacheBytes)),
        preferReadChunks);
    return file.openDataSet(path, access);
}

// The library has no cheap question for it: these are its words for a chunk, and for an index, that
// was never written.
bool isUnallocated(const std::string& reason)
{
    return reason == "chunk address isn't defined" || reason == "storage is not initialized";
}

} // namespace

Hdf5OpenArray::Hdf5OpenArray(
    Hdf5Files& files, const H5::DataSet& dataset, ArrayFacts facts, std::string subject)
    : m_files(files.shared_from_this())
    , m_dataset(dataset)
    , m_facts(std::move(facts))
    , m_subject(std::move(subject))
{
}

Result<std::unique_ptr<Hdf5OpenArray>> Hdf5OpenArray::open(const Hdf5Guard& guard, Hdf5Files& files,
    const H5::H5File& file, const std::string& path, std::uint64_t cacheBytes)
{
    const auto dataset = openDataset(file, path, cacheBytes);
    auto subject = fmt::format("{} in {}", path, shownName(files.main().path()));
    auto facts = readFacts(guard, file, dataset, path, subject);
    if (!facts)
        return std::unexpected(std::move(facts.error()));
    // The constructor is not for others.
    std::unique_ptr<Hdf5OpenArray> array(
        new Hdf5OpenArray(files, dataset, *std::move(facts), std::move(subject)));
    array->prepareToLocate(guard, file);
    return array;
}

void Hdf5OpenArray::prepareToLocate(const Hdf5Guard& guard, const H5::H5File& file)
{
    const auto chunks = chunkCount(m_facts.claimed.shape, m_facts.chunk);
    if (m_facts.liesElsewhere || !chunks)
        return;
    m_chunks = *chunks;
    m_grid.emplace(extentsOf(m_facts.claimed.shape), extentsOf(m_facts.chunk));
    m_recorder.emplace(guard, file);
}

std::unexpected<Error> Hdf5OpenArray::unreadable(
    const std::string& what, const std::string& reason) const
{
    const auto theirs = reason.empty() ? std::string() : fmt::format(" (HDF5 says “{}”)", reason);
    return fail(ErrorCode::Unreadable,
        fmt::format("{} of {} cannot be read; the file may be damaged{}.", what, m_subject, theirs),
        toUtf8(m_files->main().path()));
}

Result<> Hdf5OpenArray::locate(const Hdf5Guard& guard, std::span<const std::uint64_t> chunks,
    std::span<ChunkPlace> places) const
{
    if (!m_grid || places.size() != chunks.size())
        return fail(ErrorCode::BadArgument,
            fmt::format("{} has no chunks that could be located.", m_subject));
    for (std::size_t index = 0; index < chunks.size(); ++index) {
        if (chunks[index] >= m_chunks)
            return fail(ErrorCode::BadArgument,
                fmt::format("{} has no chunk number {}.", m_subject, chunks[index]));
        const auto place = find(guard, chunks[index]);
        if (!place)
            return unreadable(
                fmt::format("The chunk at {}", fmt::join(m_grid->cornerOf(chunks[index]), ", ")),
                guard.reason());
        places[index] = *place;
    }
    return {};
}

// The call finds the chunk in O(log n); those that tell addresses walk through the whole index.
std::optional<ChunkPlace> Hdf5OpenArray::find(const Hdf5Guard& guard, std::uint64_t chunk) const
{
    std::array<hsize_t, H5S_MAX_RANK> corner{};
    std::ranges::copy(m_grid->cornerOf(chunk), corner.begin());
    std::uint32_t filterMask = 0;
    std::byte unused{};
    m_recorder->start(guard);
    const herr_t done =
        H5Dread_chunk(m_dataset.getId(), H5P_DEFAULT, corner.data(), &filterMask, &unused);
    const auto read = m_recorder->stop(guard);
    if (done < 0 && isUnallocated(guard.reason()))
        return ChunkPlace{};
    if (done < 0 || !read)
        return std::nullopt;
    return ChunkPlace{read->offset, read->bytes, filterMask};
}

Result<> Hdf5OpenArray::readStored(
    const Hdf5Guard& guard, const ArraySlab& slab, std::span<std::byte> target) const
{
    if (const auto allowed = checkRead(m_facts, slab, target.size(), m_subject); !allowed)
        return allowed;
    const auto what = fmt::format("The part at {}", fmt::join(slab.start, ", "));
    m_files->takeRefusal();
    try {
        const auto stored = m_dataset.getSpace();
        const auto count = sizesOf(slab.count);
        stored.selectHyperslab(
            H5S_SELECT_SET, count.data(), sizesOf(slab.start).data(), sizesOf(slab.step).data());
        const H5::DataSpace memory(static_cast<int>(count.size()), count.data());
        m_dataset.read(target.data(), memoryType(guard, m_dataset, m_facts), memory, stored);
    } catch (const H5::Exception&) {
        return unreadable(what, guard.reason());
    }
    // Where the source of a virtual array is not there, its samples are fill value, as HDF5 wants
    // it; one that must not be opened would look the same.
    const auto refusal = m_files->takeRefusal();
    if (refusal && refusal->code != ErrorCode::NotFound)
        return fail(refusal->code,
            fmt::format("{} of {} lies in another file: {}", what, m_subject, refusal->message),
            refusal->subject);
    return {};
}

} // namespace tessera
