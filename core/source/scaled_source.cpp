// SPDX-License-Identifier: MIT
#include "core/source/scaled_source.h"

#include "core/base/checked.h"
#include "core/source/read_limit.h"

#include <utility>

namespace tessera {

namespace {

VolumeInfo infoOf(const VolumeInfo& stored, const SampleScaler& scaler)
{
    VolumeInfo info = stored;
    info.type = ElementType::Float64;
    info.isComputed = true;
    info.needsAllClasses = scaler.needsAllClasses();
    info.classes = scaler.classes();
    if (info.classes != stored.classes
        && info.classNames.size() != static_cast<std::size_t>(info.classes))
        info.classNames = {"background", "foreground"};
    return info;
}

} // namespace

bool isAsStored(const ValueScale& scale, double unit)
{
    return scale == ValueScale{{0, unit}};
}

ScaledSource::ScaledSource(std::shared_ptr<const VolumeSource> stored, ByteCount mostAtOnce)
    : m_stored(std::move(stored))
    , m_scaler(m_stored->info().meaning.scale, m_stored->info().unit, m_stored->info().classes)
    , m_info(infoOf(m_stored->info(), m_scaler))
    , m_mostAtOnce(mostAtOnce)
{
}

Result<Samples> ScaledSource::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    const std::int64_t classes = m_info.classCount(region.classes);
    const auto samples = static_cast<std::uint64_t>(
        region.rows * region.columns * (m_info.needsAllClasses ? m_info.classes : classes));
    const ByteCount bytes{samples * sizeof(double)};
    if (bytes > m_mostAtOnce)
        return std::unexpected(tooLargeAtOnce(m_info, bytes));
    SourceRegion all = region;
    if (m_info.needsAllClasses)
        all.classes = {};
    const auto stored = m_stored->read(all, scratch, stop);
    if (!stored)
        return stored;
    auto* const target =
        reinterpret_cast<double*>(scratch.computed.reserve(samples * sizeof(double)));
    SampleView made = m_scaler.apply(stored->view, target);
    if (m_info.needsAllClasses) {
        made.data +=
            static_cast<std::size_t>(region.classes.first * made.classStride) * sizeof(double);
        made.classes = classes;
    }
    return Samples{made, stored->bytesRead};
}

bool ScaledSource::holdsNothing(const SourceRegion& region) const
{
    SourceRegion all = region;
    all.classes = {}; // classes that the scale makes may come from another one
    return m_stored->holdsNothing(all);
}

} // namespace tessera
