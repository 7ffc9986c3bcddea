// SPDX-License-Identifier: MIT
#include "core/source/array_source.h"

#include "core/source/file_version.h"
#include "core/source/read_limit.h"

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

std::int64_t extentOf(const VolumeInfo& info, Axis axis)
{
    const auto dimension = info.axes.dimensionOf(axis);
    return dimension ? static_cast<std::int64_t>(info.shape[*dimension]) : 1;
}

// Where there is no time, the first batch of several is looked through in its place.
bool stepThroughBatch(Axes& axes, const std::vector<std::uint64_t>& shape)
{
    if (axes.dimensionOf(Axis::Time))
        return false;
    for (std::size_t dimension = 0; dimension < shape.size(); ++dimension)
        if (axes.order[dimension] == Axis::Batch && shape[dimension] > 1) {
            axes.order[dimension] = Axis::Time;
            return true;
        }
    return false;
}

VolumeInfo infoOf(const ArrayInfo& array, Meaning meaning, PlaneAxes plane)
{
    VolumeInfo info;
    static_cast<ArrayInfo&>(info) = array;
    info.axes = turnedTo(meaning.axes, plane);
    info.isTimeBatch = stepThroughBatch(info.axes, array.shape);
    info.planeAxes = meaning.axes.dimensionOf(Axis::Z) ? plane : PlaneAxes::XY;
    info.classNames = meaning.classNames;
    info.meaning = std::move(meaning);
    info.plane = {extentOf(info, Axis::Y), extentOf(info, Axis::X)};
    info.classes = extentOf(info, Axis::Class);
    info.zCount = extentOf(info, Axis::Z);
    info.tCount = extentOf(info, Axis::Time);
    return info;
}

} // namespace

ArraySource::ArraySource(ArrayPtr array, Meaning meaning, PlaneAxes plane)
    : m_array(std::move(array))
    , m_info(infoOf(m_array->info, std::move(meaning), plane))
{
}

void ArraySource::release() const
{
    m_array->release();
}

bool ArraySource::holdsNothing(const SourceRegion& region) const
{
    assert(isInside(m_info, region));
    return m_array->reader->holdsNothing(slabOf(m_info, region));
}

Result<Samples> ArraySource::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    assert(isInside(m_info, region));
    if (stop.stop_requested())
        return cancelled();
    const auto slab = slabOf(m_info, region);
    const ByteCount bytes{static_cast<std::uint64_t>(slab.samples()) * elementSize(m_info.type)};
    if (bytes > m_array->mostAtOnce)
        return std::unexpected(tooLargeAtOnce(m_info, bytes));
    auto samples = m_array->reader->read(slab, scratch, stop);
    if (!samples && !m_array->liesInOneFile)
        return std::unexpected(std::move(samples.error()));
    if (!samples)
        return std::unexpected(explained(
            std::move(samples.error()), m_info.path, m_info.version, versionOf(m_info.path)));
    return Samples{viewOf(m_info, region, *samples), bytes, std::move(samples->owner)};
}

} // namespace tessera
