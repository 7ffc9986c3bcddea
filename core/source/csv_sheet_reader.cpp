// SPDX-License-Identifier: MIT
#include "core/source/csv_sheet_reader.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t textBytes = std::size_t{256} << 10U; // stays in the second-level cache

// To the next place, the last dimension fastest; behind the last comes the first again.
void goOn(Extents& place, std::span<const std::int64_t> count)
{
    for (std::size_t dimension = place.size(); dimension-- > 0;) {
        if (++place[dimension] < count[dimension])
            return;
        place[dimension] = 0;
    }
}

} // namespace

bool isAtItsPlace(const CsvSheetLayout& layout, std::uint64_t row, std::span<const double> numbers)
{
    for (std::size_t index = layout.coordinates.size(); index-- > 0;) {
        const CsvCoordinate& coordinate = layout.coordinates[index];
        const auto extent = static_cast<std::uint64_t>(layout.rowShape[index]);
        if (numbers[coordinate.column] != coordinate.first + static_cast<double>(row % extent))
            return false;
        row /= extent;
    }
    return true;
}

CsvSheetReader::CsvSheetReader(
    std::unique_ptr<const CsvFile> file, CsvSheetLayout layout, ByteCount mostAtOnce)
    : m_file(std::move(file))
    , m_layout(std::move(layout))
    , m_mostAtOnce(mostAtOnce)
{
}

Result<SlabSamples> CsvSheetReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    CsvRegion region = regionOf(slab);
    const std::size_t rank = m_layout.rowShape.size();
    const std::span outer = std::span(slab.count).first(rank == 0 ? 0 : rank - 1);
    const auto runs = static_cast<std::uint64_t>(
        std::accumulate(outer.begin(), outer.end(), std::int64_t{1}, std::multiplies()));
    const std::uint64_t ofRun = region.rows * region.columns.count;
    const auto bytes = checkedProduct(std::array<std::uint64_t, 3>{runs, ofRun, sizeof(double)});
    if (!bytes || *bytes > m_mostAtOnce.value)
        return fail(ErrorCode::TooLarge,
            fmt::format("{} has too many numbers a row to read this part of it at once; write "
                        "fewer in a row.",
                shownName(m_file->path())),
            toUtf8(m_file->path()));
    scratch.samples.reserve(static_cast<std::size_t>(*bytes));
    scratch.stored.reserve(textBytes);
    const auto values = scratch.samples.as<double>();
    const auto text = scratch.stored.as<char>().first(textBytes);
    Extents place(outer.size());
    for (std::uint64_t run = 0; run < runs; ++run) {
        region.row = rowAt(slab, place);
        const auto target = values.subspan(run * ofRun, ofRun);
        if (auto read = m_file->read(region, target, text, stop); !read)
            return std::unexpected(std::move(read.error()));
        if (auto checked = check(region, target); !checked)
            return std::unexpected(std::move(checked.error()));
        goOn(place, outer);
    }
    const std::uint64_t before = m_layout.coordinates.empty() ? 0 : samplesBegin(slab);
    return SlabSamples{
        scratch.samples.data() + before * sizeof(double), stridesOf(slab, region.columns.count)};
}

// Rows along the last of their dimensions, from some row on.
CsvRegion CsvSheetReader::regionOf(const ArraySlab& slab) const
{
    const std::size_t rank = m_layout.rowShape.size();
    CsvRegion region;
    region.rows = rank == 0 ? 1 : static_cast<std::uint64_t>(slab.count[rank - 1]);
    region.rowStep = rank == 0 ? 1 : static_cast<std::uint64_t>(slab.step[rank - 1]);
    std::int64_t span = 0; // from the first wanted column to the last
    for (std::size_t index = 0; index < m_layout.columnShape.size(); ++index)
        span = span * m_layout.columnShape[index]
            + (slab.count[rank + index] - 1) * slab.step[rank + index];
    const std::uint64_t first = samplesBegin(slab);
    // Coordinates stand before the samples and are read with them.
    const std::uint64_t begin = m_layout.coordinates.empty() ? first : 0;
    region.columns = {begin, first - begin + static_cast<std::uint64_t>(span) + 1};
    return region;
}

// The first column of the file that is wanted.
std::uint64_t CsvSheetReader::samplesBegin(const ArraySlab& slab) const
{
    std::int64_t first = 0;
    for (std::size_t index = 0; index < m_layout.columnShape.size(); ++index)
        first = first * m_layout.columnShape[index] + slab.start[m_layout.rowShape.size() + index];
    return m_layout.firstColumn + static_cast<std::uint64_t>(first);
}

// `place` is along the outer dimensions of rows, in the slab.
std::uint64_t CsvSheetReader::rowAt(const ArraySlab& slab, const Extents& place) const
{
    std::int64_t row = 0;
    for (std::size_t index = 0; index < m_layout.rowShape.size(); ++index) {
        const std::int64_t at = index < place.size() ? place[index] : 0;
        row = row * m_layout.rowShape[index] + slab.start[index] + at * slab.step[index];
    }
    return static_cast<std::uint64_t>(row);
}

Extents CsvSheetReader::stridesOf(const ArraySlab& slab, std::uint64_t width) const
{
    Extents strides(slab.count.size());
    std::int64_t stride = 1;
    for (std::size_t index = m_layout.columnShape.size(); index-- > 0;) {
        const std::size_t dimension = m_layout.rowShape.size() + index;
        strides[dimension] = stride * slab.step[dimension];
        stride *= m_layout.columnShape[index];
    }
    stride = static_cast<std::int64_t>(width);
    for (std::size_t index = m_layout.rowShape.size(); index-- > 0;) {
        strides[index] = stride;
        stride *= slab.count[index];
    }
    return strides;
}

Result<> CsvSheetReader::check(const CsvRegion& region, std::span<const double> numbers) const
{
    if (m_layout.coordinates.empty())
        return {};
    for (std::uint64_t index = 0; index < region.rows; ++index)
        if (!isAtItsPlace(m_layout, region.rowAt(index),
                numbers.subspan(index * region.columns.count, region.columns.count)))
            return fail(ErrorCode::Malformed,
                fmt::format("{} is a table of pixels in order, but its row {} is another pixel "
                            "than its place says; sort the rows.",
                    shownName(m_file->path()), region.rowAt(index) + 1),
                toUtf8(m_file->path()));
    return {};
}

} // namespace tessera
