// SPDX-License-Identifier: MIT
#include "core/source/contiguous_reader.h"

#include <utility>

namespace tessera {

ContiguousReader::ContiguousReader(
    const StoragePlan& plan, std::uint64_t offset, std::shared_ptr<const PositionedFile> file)
    : m_file(std::move(file))
    , m_offset(offset)
    , m_pieces(plan)
{
}

Result<SlabSamples> ContiguousReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    const auto file = m_file.get();
    if (!file)
        return std::unexpected(file.error());
    const auto readBytes = [&](std::uint64_t offset, std::span<std::byte> target) {
        return (*file)->read(m_offset + offset, target);
    };
    return m_pieces.read(slab, scratch, stop, readBytes);
}

} // namespace tessera
