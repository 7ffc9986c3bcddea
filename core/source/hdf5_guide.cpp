// SPDX-License-Identifier: MIT
#include "core/source/hdf5_guide.h"

#include "core/base/path_text.h"
#include "core/source/array_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>
#include <vector>

namespace tessera {

namespace {

std::vector<hsize_t> sizes(const Extents& extents)
{
    return {extents.begin(), extents.end()};
}

std::string toText(const Extents& extents)
{
    return fmt::format("{}", fmt::join(extents, ", "));
}

// The library has no cheap question for it: these are its words for a chunk, and for an index, that
// was never written.
bool isUnallocated(const std::string& reason)
{
    return reason == "chunk address isn't defined" || reason == "storage is not initialized";
}

} // namespace

Hdf5Guide::Hdf5Guide(const Hdf5Guard& /*guard*/, Hdf5Dataset dataset)
    : m_path(dataset.path)
    , m_subject(dataset.subject)
    , m_dataset(std::move(dataset))
{
    if (!m_dataset->chunk.empty())
        m_grid.emplace(m_dataset->shape, m_dataset->chunk);
}

Hdf5Guide::~Hdf5Guide()
{
    const Hdf5Guard guard;
    m_dataset.reset();
}

void Hdf5Guide::release()
{
    const Hdf5Guard guard;
    m_dataset.reset();
}

Error Hdf5Guide::unreadable(const std::string& what, const std::string& reason) const
{
    return {ErrorCode::Unreadable,
        fmt::format("{} of {} cannot be read; the file may be damaged (HDF5 says “{}”).", what,
            m_subject, reason),
        toUtf8(m_path)};
}

Result<> Hdf5Guide::locate(
    std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const
{
    if (chunks.empty())
        return {};
    const Hdf5Guard guard;
    if (!m_dataset)
        return std::unexpected(wasReleased(m_path));
    for (std::size_t index = 0; index < chunks.size(); ++index) {
        const auto place = find(guard, chunks[index]);
        if (!place)
            return std::unexpected(
                unreadable(fmt::format("The chunk at {}", toText(m_grid->cornerOf(chunks[index]))),
                    guard.reason()));
        places[index] = *place;
    }
    return {};
}

// The call finds the chunk in O(log n); those that tell addresses walk through the whole index.
std::optional<ChunkPlace> Hdf5Guide::find(const Hdf5Guard& guard, std::uint64_t chunk) const
{
    std::array<hsize_t, H5S_MAX_RANK> corner{};
    std::ranges::copy(m_grid->cornerOf(chunk), corner.begin());
    std::uint32_t filterMask = 0;
    std::byte unused{};
    m_dataset->recorder->start(guard);
    const herr_t done =
        H5Dread_chunk(m_dataset->dataset.getId(), H5P_DEFAULT, corner.data(), &filterMask, &unused);
    const auto read = m_dataset->recorder->stop(guard);
    if (done < 0 && isUnallocated(guard.reason()))
        return ChunkPlace{};
    if (done < 0 || !read)
        return std::nullopt;
    return ChunkPlace{read->offset, read->bytes, filterMask};
}

Result<> Hdf5Guide::readStored(
    const ArraySlab& slab, std::byte* target, const std::stop_token& stop) const
{
    const Hdf5Guard guard;
    if (stop.stop_requested()) // the wait for the library may have been long
        return cancelled();
    if (!m_dataset)
        return std::unexpected(wasReleased(m_path));
    try {
        const auto stored = m_dataset->dataset.getSpace();
        const auto count = sizes(slab.count);
        stored.selectHyperslab(
            H5S_SELECT_SET, count.data(), sizes(slab.start).data(), sizes(slab.step).data());
        const H5::DataSpace memory(static_cast<int>(count.size()), count.data());
        m_dataset->dataset.read(target, m_dataset->memoryType, memory, stored);
    } catch (const H5::Exception&) {
        return std::unexpected(
            unreadable(fmt::format("The part at {}", toText(slab.start)), guard.reason()));
    }
    return {};
}

} // namespace tessera
