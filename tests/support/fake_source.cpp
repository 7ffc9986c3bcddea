// SPDX-License-Identifier: MIT
#include "tests/support/fake_source.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace tessera::test {

namespace {

constexpr auto patience = std::chrono::seconds(30);

std::uint32_t mixed(PlanePosition plane, std::int64_t row, std::int64_t column, std::int64_t index)
{
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    for (const std::int64_t part : {plane.t, plane.z, row, column, index})
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0xBF58476D1CE4E5B9ULL;
    return static_cast<std::uint32_t>(hash >> 33);
}

// Few different values, so that ties are frequent.
template <class Sample> Sample sampleFrom(std::uint32_t hash, const FakeSpec& spec)
{
    if constexpr (std::is_same_v<Sample, Half>) {
        return Half{static_cast<std::uint16_t>(hash % 0x3D00)}; // 0 to 1.25
    } else if constexpr (std::is_floating_point_v<Sample>) {
        constexpr std::uint32_t oneInThirteen = 13;
        if (spec.hasNan && hash % oneInThirteen == 0)
            return std::numeric_limits<Sample>::quiet_NaN();
        constexpr std::uint32_t oneInSeventeen = 17;
        if (spec.hasInfinity && hash % oneInSeventeen == 0)
            return std::numeric_limits<Sample>::infinity();
        return static_cast<Sample>(hash % 97) / Sample{90} - Sample{0.02F};
    } else {
        return static_cast<Sample>(hash >> 3);
    }
}

bool touches(const SourceRegion& region, std::int64_t first, std::int64_t end)
{
    const std::int64_t last = region.row + (region.rows - 1) * region.rowStep;
    return region.row < end && last >= first;
}

bool isIn(const FakeSource::BadPart& bad, const SourceRegion& region)
{
    bool hasRow = false;
    for (std::int64_t row = 0; row < region.rows && !hasRow; ++row) {
        const std::int64_t at = region.row + row * region.rowStep;
        hasRow = at >= bad.rect.row && at < bad.rect.row + bad.rect.rows;
    }
    return hasRow && region.column < bad.rect.column + bad.rect.columns
        && bad.rect.column < region.column + region.columns
        && region.classes.first < bad.classes.end && bad.classes.first < region.classes.end;
}

VolumeInfo infoOf(const FakeSpec& spec)
{
    VolumeInfo info;
    info.path = "fake";
    info.dataset = "/fake";
    info.axes = *parseAxes("tzyxc");
    const auto extents = {spec.tCount, spec.zCount, spec.rows, spec.columns, spec.classes};
    for (const std::int64_t extent : extents)
        info.shape.push_back(static_cast<std::uint64_t>(extent));
    if (spec.chunkRows > 0)
        info.chunk = {1, 1, static_cast<std::uint64_t>(spec.chunkRows),
            static_cast<std::uint64_t>(spec.chunkColumns),
            static_cast<std::uint64_t>(spec.chunkClasses > 0 ? spec.chunkClasses : spec.classes)};
    info.type = spec.type;
    info.plane = {spec.rows, spec.columns};
    info.classes = spec.classes;
    info.zCount = spec.zCount;
    info.tCount = spec.tCount;
    info.meaning.axes = info.axes;
    info.meaning.pixel = {spec.pixelWidth, spec.pixelHeight, 0, "µm"};
    return info;
}

} // namespace

FakeSource::FakeSource(const FakeSpec& spec)
    : m_spec(spec)
    , m_info(infoOf(spec))
{
}

template <class Sample>
Sample FakeSource::sampleAt(
    PlanePosition plane, std::int64_t row, std::int64_t column, std::int64_t index) const
{
    const PixelRect& hole = m_spec.hole;
    const bool isInHole = row >= hole.row && row < hole.row + hole.rows && column >= hole.column
        && column < hole.column + hole.columns;
    if constexpr (std::is_floating_point_v<Sample>)
        if (isInHole)
            return std::numeric_limits<Sample>::quiet_NaN();
    return sampleFrom<Sample>(mixed(plane, row, column, index), m_spec);
}

double FakeSource::valueAt(
    PlanePosition plane, std::int64_t row, std::int64_t column, std::int64_t index) const
{
    return withElementType(m_spec.type, [&]<class Sample>(Sample) {
        return static_cast<double>(sampleAt<Sample>(plane, row, column, index));
    });
}

Result<Samples> FakeSource::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    const bool isAllowed = enter(region, stop);
    std::optional<ErrorCode> failure;
    {
        const std::lock_guard lock(m_mutex);
        for (const BadPart& bad : m_bad)
            if (!failure && isIn(bad, region))
                failure = bad.code;
        if (!isAllowed || failure)
            --m_inside;
    }
    if (!isAllowed)
        return cancelled();
    if (failure)
        return fail(*failure, "These rows of fake cannot be read.", "fake");
    const Samples samples = withElementType(
        m_spec.type, [&]<class Sample>(Sample) { return fill<Sample>(region, scratch); });
    const std::lock_guard lock(m_mutex);
    --m_inside;
    m_bytesRead += samples.bytesRead;
    m_news.notify_all();
    return samples;
}

// False when the read was stopped while it waited.
bool FakeSource::enter(const SourceRegion& region, const std::stop_token& stop) const
{
    std::unique_lock lock(m_mutex);
    m_regions.push_back(region);
    m_mostAtOnce = std::max(m_mostAtOnce, ++m_inside);
    const auto isBlocked = [&] { return touches(region, m_firstBlockedRow, m_endBlockedRow); };
    if (!isBlocked())
        return true;
    ++m_waiting;
    m_news.notify_all();
    const auto mayGo = [&] { return !isBlocked() || m_permits > 0; };
    if (m_ignoresStops)
        m_news.wait(lock, mayGo);
    else
        m_news.wait(lock, stop, mayGo);
    --m_waiting;
    if (!mayGo())
        return false;
    m_permits = std::max(0, m_permits - 1);
    return true;
}

template <class Sample>
Samples FakeSource::fill(const SourceRegion& region, ReadScratch& scratch) const
{
    const std::int64_t classes = m_info.classCount(region.classes);
    const auto count = static_cast<std::size_t>(region.rows * region.columns * classes);
    auto* out = reinterpret_cast<Sample*>(scratch.samples.reserve(count * sizeof(Sample)));
    SampleView view{m_spec.type, scratch.samples.data(), region.rows, region.columns, classes,
        region.columns * classes, classes, 1};
    if (m_spec.classesFirst) {
        view.rowStride = region.columns;
        view.columnStride = 1;
        view.classStride = region.rows * region.columns;
    }
    for (std::int64_t row = 0; row < region.rows; ++row)
        for (std::int64_t column = 0; column < region.columns; ++column)
            for (std::int64_t index = 0; index < classes; ++index)
                out[row * view.rowStride + column * view.columnStride + index * view.classStride] =
                    sampleAt<Sample>(region.plane, region.row + row * region.rowStep,
                        region.column + column, region.classes.first + index);
    return {view, {count * sizeof(Sample)}};
}

void FakeSource::block()
{
    const std::lock_guard lock(m_mutex);
    m_firstBlockedRow = 0;
    m_endBlockedRow = m_spec.rows;
    m_permits = 0;
}

void FakeSource::blockRows(std::int64_t first, std::int64_t end)
{
    const std::lock_guard lock(m_mutex);
    m_firstBlockedRow = first;
    m_endBlockedRow = end;
    m_permits = 0;
}

void FakeSource::letThrough(int reads)
{
    const std::lock_guard lock(m_mutex);
    m_permits += reads;
    m_news.notify_all();
}

void FakeSource::unblock()
{
    release();
}

void FakeSource::release() const
{
    const std::lock_guard lock(m_mutex);
    m_firstBlockedRow = 0;
    m_endBlockedRow = 0;
    m_news.notify_all();
}

void FakeSource::ignoreStops()
{
    const std::lock_guard lock(m_mutex);
    m_ignoresStops = true;
}

bool FakeSource::waitForBlocked(int reads) const
{
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, patience, [&] { return m_waiting >= reads; });
}

bool FakeSource::waitForBytes(ByteCount bytes) const
{
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, patience, [&] { return m_bytesRead >= bytes; });
}

void FakeSource::failRows(std::int64_t first, std::int64_t end, ErrorCode code)
{
    failParts({{{first, 0, end - first, m_spec.columns}, {}, code}});
}

void FakeSource::failParts(std::vector<BadPart> parts)
{
    const std::lock_guard lock(m_mutex);
    m_bad = std::move(parts);
}

std::vector<SourceRegion> FakeSource::regions() const
{
    const std::lock_guard lock(m_mutex);
    return m_regions;
}

std::int64_t FakeSource::reads() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<std::int64_t>(m_regions.size());
}

ByteCount FakeSource::bytesRead() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytesRead;
}

int FakeSource::mostAtOnce() const
{
    const std::lock_guard lock(m_mutex);
    return m_mostAtOnce;
}

int FakeSource::inside() const
{
    const std::lock_guard lock(m_mutex);
    return m_inside;
}

} // namespace tessera::test
