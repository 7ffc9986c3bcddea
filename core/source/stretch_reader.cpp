// SPDX-License-Identifier: MIT
#include "core/source/stretch_reader.h"

#include <algorithm>
#include <utility>

namespace tessera {

StretchReader::StretchReader(const StoragePlan& plan, std::vector<StoredStretch> stretches)
    : m_file(plan.opened)
    , m_stretches(std::move(stretches))
    , m_pieces(plan)
{
}

Result<SlabSamples> StretchReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    const auto file = m_file.get();
    if (!file)
        return std::unexpected(file.error());
    return m_pieces.read(
        slab, scratch, stop, [&](std::uint64_t offset, std::span<std::byte> target) {
            return readBytes(**file, offset, target);
        });
}

Result<> StretchReader::readBytes(
    const PositionedFile& file, std::uint64_t offset, std::span<std::byte> target) const
{
    auto next = std::ranges::upper_bound(m_stretches, offset, {}, &StoredStretch::start);
    while (!target.empty()) {
        const StoredStretch& here = *std::prev(next);
        const auto bytes = next == m_stretches.end()
            ? target.size()
            : std::min<std::uint64_t>(next->start - offset, target.size());
        if (auto done = file.read(here.offset + (offset - here.start), target.first(bytes)); !done)
            return done;
        offset += bytes;
        target = target.subspan(bytes);
        if (next != m_stretches.end())
            ++next;
    }
    return {};
}

} // namespace tessera
