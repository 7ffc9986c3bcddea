// SPDX-License-Identifier: MIT
#include "core/source/written_chunks.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostAsked = 1024; // of one slab: some milliseconds
constexpr std::size_t askedAtOnce = 64; // where one is written, the rest does not matter
constexpr std::uint64_t mostRemembered = std::uint64_t{4} << 20U; // one byte each

bool touches(const ArraySlab& slab, const Extents& corner, const Extents& chunk)
{
    for (std::size_t dimension = 0; dimension < corner.size(); ++dimension) {
        const std::int64_t start = slab.start[dimension];
        const std::int64_t last = start + (slab.count[dimension] - 1) * slab.step[dimension];
        if (corner[dimension] > last || corner[dimension] + chunk[dimension] <= start)
            return false;
    }
    return true;
}

// At most. As a double, because of what files claim.
double chunksUnder(const ArraySlab& slab, const Extents& chunk)
{
    double chunks = 1;
    for (std::size_t dimension = 0; dimension < chunk.size(); ++dimension) {
        const std::int64_t start = slab.start[dimension];
        const std::int64_t last = start + (slab.count[dimension] - 1) * slab.step[dimension];
        const std::int64_t along = last / chunk[dimension] - start / chunk[dimension] + 1;
        chunks *= static_cast<double>(along);
    }
    return chunks;
}

} // namespace

WrittenChunks::WrittenChunks(
    ChunkGrid grid, std::optional<std::vector<std::uint64_t>> written, ArrayGuide& guide)
    : m_grid(std::move(grid))
    , m_guide(guide)
    , m_isListed(written.has_value())
{
    if (!m_isListed) {
        if (const auto chunks = m_grid.chunks(); chunks <= mostRemembered)
            m_states.resize(static_cast<std::size_t>(chunks));
        return;
    }
    m_corners.reserve(written->size());
    for (const std::uint64_t chunk : *written)
        m_corners.push_back(m_grid.cornerOf(chunk));
}

bool WrittenChunks::touchesListed(const ArraySlab& slab) const
{
    return std::ranges::any_of(
        m_corners, [&](const Extents& corner) { return touches(slab, corner, m_grid.chunk()); });
}

bool WrittenChunks::touchesNone(const ArraySlab& slab) const
{
    if (m_isListed)
        return !touchesListed(slab);
    if (chunksUnder(slab, m_grid.chunk()) > static_cast<double>(mostAsked))
        return false;
    const auto parts = m_grid.partsOf(slab);
    std::vector<std::uint64_t> chunks(parts.size());
    std::ranges::transform(parts, chunks.begin(), &ChunkPart::chunk);
    return isAbsent(chunks);
}

bool WrittenChunks::isAbsent(std::span<const std::uint64_t> chunks) const
{
    std::vector<std::uint64_t> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::uint64_t chunk : chunks) {
            const State state =
                m_states.empty() ? State::Unknown : m_states[static_cast<std::size_t>(chunk)];
            if (state == State::Written)
                return false;
            if (state == State::Unknown)
                unknown.push_back(chunk);
        }
    }
    // First one alone: where all chunks are there, it is the only question.
    std::size_t atOnce = 1;
    for (std::span<const std::uint64_t> rest(unknown); !rest.empty();) {
        const auto some = rest.first(std::min(atOnce, rest.size()));
        if (!ask(some))
            return false;
        rest = rest.subspan(some.size());
        atOnce = std::min(atOnce * 4, askedAtOnce);
    }
    return true;
}

bool WrittenChunks::ask(std::span<const std::uint64_t> chunks) const
{
    std::vector<ChunkPlace> places(chunks.size());
    if (!m_guide.locate(chunks, places))
        return false;
    const std::lock_guard lock(m_mutex);
    bool areAbsent = true;
    for (std::size_t index = 0; index < chunks.size(); ++index) {
        const bool isWritten = places[index].bytes > 0;
        areAbsent = areAbsent && !isWritten;
        if (!m_states.empty())
            m_states[static_cast<std::size_t>(chunks[index])] =
                isWritten ? State::Written : State::Absent;
    }
    return areAbsent;
}

} // namespace tessera
