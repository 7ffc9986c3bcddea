// SPDX-License-Identifier: MIT
#include "core/source/hdf5_source.h"

#include "core/base/path_text.h"
#include "core/source/hdf5_guard.h"
#include "core/source/hdf5_types.h"

#include <fmt/format.h>

#include <cassert>
#include <vector>

namespace tessera {

namespace {

// A hyperslab of single elements, one entry a dimension of the array.
struct Selection {
    std::vector<hsize_t> start;
    std::vector<hsize_t> count;
    std::vector<hsize_t> stride;
};

Selection select(const VolumeInfo& info, const SourceRegion& region)
{
    Selection selection;
    const auto add = [&](std::int64_t start, std::int64_t count, std::int64_t stride) {
        selection.start.push_back(static_cast<hsize_t>(start));
        selection.count.push_back(static_cast<hsize_t>(count));
        selection.stride.push_back(static_cast<hsize_t>(stride));
    };
    for (const Axis axis : info.axes.order) {
        switch (axis) {
        case Axis::Time:
            add(region.plane.t, 1, 1);
            break;
        case Axis::Z:
            add(region.plane.z, 1, 1);
            break;
        case Axis::Y:
            add(region.row, region.rows, region.rowStep);
            break;
        case Axis::X:
            add(region.column, region.columns, 1);
            break;
        case Axis::Class:
            add(region.classes.first, info.classCount(region.classes), 1);
            break;
        }
    }
    return selection;
}

// The samples lie in `data` in the order of the array's dimensions.
SampleView viewOf(const VolumeInfo& info, const SourceRegion& region, const std::byte* data)
{
    const std::int64_t classes = info.classCount(region.classes);
    SampleView view{info.type, data, region.rows, region.columns, classes, 0, 0, 0};
    std::int64_t stride = 1;
    for (auto axis = info.axes.order.rbegin(); axis != info.axes.order.rend(); ++axis) {
        if (*axis == Axis::Y) {
            view.rowStride = stride;
            stride *= region.rows;
        } else if (*axis == Axis::X) {
            view.columnStride = stride;
            stride *= region.columns;
        } else if (*axis == Axis::Class) {
            view.classStride = stride;
            stride *= classes;
        }
    }
    return view;
}

[[maybe_unused]] bool isInside(const VolumeInfo& info, const SourceRegion& region)
{
    return region.rows > 0 && region.columns > 0 && region.row >= 0 && region.column >= 0
        && region.rowStep > 0 && region.row + (region.rows - 1) * region.rowStep < info.plane.rows
        && region.column + region.columns <= info.plane.columns && region.classes.first >= 0
        && info.classCount(region.classes) > 0;
}

Error unreadable(const VolumeInfo& info, const SourceRegion& region, const std::string& reason)
{
    return {ErrorCode::Unreadable,
        fmt::format("Rows {} to {} of {} in {} cannot be read; the file may be damaged (HDF5 says "
                    "“{}”).",
            region.row, region.row + (region.rows - 1) * region.rowStep, info.dataset,
            shownName(info.path), reason),
        fmt::format("{}::{}", toUtf8(info.path), info.dataset)};
}

} // namespace

Hdf5Source::Hdf5Source(const Hdf5Array& array)
    : m_info(array.info)
{
    const Hdf5Guard guard;
    m_dataset = std::make_unique<H5::DataSet>(array.dataset);
}

Hdf5Source::~Hdf5Source()
{
    const Hdf5Guard guard;
    m_dataset.reset();
}

void Hdf5Source::release() const
{
    const Hdf5Guard guard;
    m_dataset.reset();
}

Result<Samples> Hdf5Source::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    assert(isInside(m_info, region));
    if (stop.stop_requested())
        return cancelled();
    const ByteCount bytes{
        static_cast<std::uint64_t>(region.rows * region.columns * m_info.classCount(region.classes))
        * elementSize(m_info.type)};
    auto* const target = scratch.samples.reserve(bytes.value);
    if (const auto done = readInto(region, target, stop); !done)
        return std::unexpected(done.error());
    return Samples{viewOf(m_info, region, target), bytes};
}

Result<> Hdf5Source::readInto(
    const SourceRegion& region, std::byte* target, const std::stop_token& stop) const
{
    const auto selection = select(m_info, region);
    const Hdf5Guard guard;
    if (stop.stop_requested()) // the wait for the library may have been long
        return cancelled();
    if (!m_dataset)
        return fail(ErrorCode::Unreadable,
            fmt::format("{} was closed to be read again; reload it.", shownName(m_info.path)),
            toUtf8(m_info.path));
    try {
        const auto stored = m_dataset->getSpace();
        stored.selectHyperslab(H5S_SELECT_SET, selection.count.data(), selection.start.data(),
            selection.stride.data());
        const H5::DataSpace memory(
            static_cast<int>(selection.count.size()), selection.count.data());
        m_dataset->read(target, memoryType(m_info.type), memory, stored);
    } catch (const H5::Exception&) {
        return std::unexpected(unreadable(m_info, region, guard.reason()));
    }
    return {};
}

} // namespace tessera
