// SPDX-License-Identifier: MIT
#include "core/source/array_source.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <cassert>
#include <utility>

namespace tessera {

namespace {

[[maybe_unused]] bool isInside(const VolumeInfo& info, const SourceRegion& region)
{
    return region.rows > 0 && region.columns > 0 && region.row >= 0 && region.column >= 0
        && region.rowStep > 0 && region.row + (region.rows - 1) * region.rowStep < info.plane.rows
        && region.column + region.columns <= info.plane.columns && region.classes.first >= 0
        && info.classCount(region.classes) > 0;
}

Error tooLarge(const VolumeInfo& info, ByteCount bytes)
{
    return {ErrorCode::TooLarge,
        fmt::format("A part of {} in {} needs {} at once, which is more than may be used; write it "
                    "in smaller chunks, or allow more memory.",
            toPlainName(info.dataset), shownName(info.path), toText(bytes)),
        toUtf8(info.path)};
}

} // namespace

ArraySource::ArraySource(VolumeInfo info, std::shared_ptr<ArrayGuide> guide,
    std::unique_ptr<SlabReader> reader, ByteCount mostAtOnce)
    : m_info(std::move(info))
    , m_mostAtOnce(mostAtOnce)
    , m_guide(std::move(guide))
    , m_reader(std::move(reader))
{
}

ArraySource::~ArraySource() = default;

void ArraySource::release() const
{
    m_reader->release();
    m_guide->release();
}

Result<Samples> ArraySource::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    assert(isInside(m_info, region));
    if (stop.stop_requested())
        return cancelled();
    const auto slab = slabOf(m_info, region);
    const ByteCount bytes{static_cast<std::uint64_t>(slab.samples()) * elementSize(m_info.type)};
    if (bytes > m_mostAtOnce)
        return std::unexpected(tooLarge(m_info, bytes));
    auto samples = m_reader->read(slab, scratch, stop);
    if (!samples)
        return std::unexpected(explained(
            std::move(samples.error()), m_info.path, m_info.version, versionOf(m_info.path)));
    return Samples{viewOf(m_info, region, *samples), bytes, std::move(samples->owner)};
}

} // namespace tessera
