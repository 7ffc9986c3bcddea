// SPDX-License-Identifier: MIT
#include "core/source/array_of_guide.h"

#include <cassert>
#include <utility>

namespace tessera {

ArrayOfGuide::ArrayOfGuide(std::shared_ptr<FileGuide> guide,
    std::shared_ptr<const LinkedFiles> links, std::uint32_t array, std::size_t sampleBytes)
    : m_guide(std::move(guide))
    , m_links(std::move(links))
    , m_array(array)
    , m_sampleBytes(sampleBytes)
{
}

Result<> ArrayOfGuide::locate(
    std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const
{
    assert(chunks.size() == places.size());
    if (chunks.empty())
        return {};
    return m_guide->locate(m_array, chunks, places);
}

Result<> ArrayOfGuide::readStored(
    const ArraySlab& slab, std::byte* target, const std::stop_token& stop) const
{
    const auto failures = m_links ? m_links->failures() : 0;
    const auto bytes = static_cast<std::size_t>(slab.samples()) * m_sampleBytes;
    auto done = m_guide->readStored(m_array, slab, {target, bytes}, stop);
    if (!done && m_links && done.error().code != ErrorCode::Cancelled)
        if (auto reason = m_links->failureSince(failures))
            return std::unexpected(*std::move(reason));
    return done;
}

void ArrayOfGuide::release()
{
    m_guide->release();
}

} // namespace tessera
