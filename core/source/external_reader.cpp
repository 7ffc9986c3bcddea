// SPDX-License-Identifier: MIT
#include "core/source/external_reader.h"

#include "core/base/path_text.h"
#include "core/source/array_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

Result<> readOrZeros(const PositionedFile& file, std::uint64_t offset, std::span<std::byte> target)
{
    const std::uint64_t end = file.sizeNow().value;
    const auto there = static_cast<std::size_t>(
        offset < end ? std::min<std::uint64_t>(end - offset, target.size()) : 0);
    std::ranges::fill(target.subspan(there), std::byte{0});
    return there == 0 ? Result<>() : file.read(offset, target.first(there));
}

} // namespace

ExternalReader::ExternalReader(const StoragePlan& plan, const ExternalStorage& storage)
    : m_path(plan.file)
    , m_subject(plan.subject)
    , m_pieces(plan)
    , m_parts(std::make_shared<const Parts>(storage.parts))
{
}

void ExternalReader::release()
{
    const std::lock_guard lock(m_mutex);
    m_parts.reset();
}

Result<SlabSamples> ExternalReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    std::shared_ptr<const Parts> parts;
    {
        const std::lock_guard lock(m_mutex);
        parts = m_parts;
    }
    if (!parts)
        return std::unexpected(wasReleased(m_path));
    const auto readBytes = [&](std::uint64_t offset, std::span<std::byte> target) {
        return readParts(*parts, offset, target);
    };
    return m_pieces.read(slab, scratch, stop, readBytes);
}

Result<> ExternalReader::readParts(
    const Parts& parts, std::uint64_t offset, std::span<std::byte> target) const
{
    for (const OpenedPart& part : parts) {
        if (target.empty())
            return {};
        if (offset >= part.bytes) {
            offset -= part.bytes;
            continue;
        }
        if (!part.file)
            return std::unexpected(part.file.error());
        const auto here = target.first(
            static_cast<std::size_t>(std::min<std::uint64_t>(part.bytes - offset, target.size())));
        if (auto done = readOrZeros(**part.file, part.offset + offset, here); !done)
            return done;
        target = target.subspan(here.size());
        offset = 0;
    }
    if (target.empty())
        return {};
    return fail(ErrorCode::Malformed,
        fmt::format("{} is longer than the files that hold its samples; copy or write it again.",
            m_subject),
        toUtf8(m_path));
}

} // namespace tessera
