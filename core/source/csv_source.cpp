// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "core/base/path_text.h"
#include "core/source/csv_files.h"
#include "core/source/csv_opener.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <cassert>

namespace tessera {

namespace {

constexpr std::size_t maxClasses = 4096;
constexpr std::size_t textBytes = std::size_t{256} << 10U; // stays in the second-level cache

VolumeInfo describe(
    std::span<const std::filesystem::path> files, FileVersion version, PlaneShape plane)
{
    VolumeInfo info;
    info.path = files.front().parent_path();
    info.version = version;
    info.shape = {files.size(), static_cast<std::uint64_t>(plane.rows),
        static_cast<std::uint64_t>(plane.columns)};
    info.axes = Axes{{Axis::Class, Axis::Y, Axis::X}};
    info.axesReason = "Each text file is one class.";
    info.type = ElementType::Float64;
    info.storedType = "text";
    info.storage = fmt::format("{} text file{}", files.size(), files.size() == 1 ? "" : "s");
    info.plane = plane;
    info.classes = static_cast<std::int64_t>(files.size());
    return info;
}

} // namespace

Result<std::shared_ptr<const CsvSource>> CsvSource::open(
    const std::filesystem::path& path, const OpenProgress& progress, const std::stop_token& stop)
{
    const auto files = findClassFiles(path);
    if (!files)
        return std::unexpected(files.error());
    if (files->size() > maxClasses)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} holds {} class files; at most {} classes can be shown.",
                shownName(path), files->size(), maxClasses),
            toUtf8(path));
    const auto version = versionOf(*files);
    if (!version)
        return std::unexpected(version.error());
    auto planes = openCsvPlanes(*files, progress, stop);
    if (!planes)
        return std::unexpected(std::move(planes.error()));
    return std::make_shared<CsvSource>(
        describe(*files, *version, planes->plane), std::move(planes->files));
}

CsvSource::CsvSource(VolumeInfo info, Files files)
    : m_info(std::move(info))
    , m_files(std::move(files))
{
}

Result<Samples> CsvSource::read(
    const SourceRegion& region, ReadScratch& scratch, const std::stop_token& stop) const
{
    assert(region.row + (region.rows - 1) * region.rowStep < m_info.plane.rows);
    assert(region.column + region.columns <= m_info.plane.columns);
    const std::int64_t classes = m_info.classCount(region.classes);
    const auto planeValues = static_cast<std::size_t>(region.rows * region.columns);
    const std::size_t bytes = planeValues * static_cast<std::size_t>(classes) * sizeof(double);
    scratch.samples.reserve(bytes);
    scratch.stored.reserve(textBytes);
    const auto values = scratch.samples.as<double>();
    const auto text = scratch.stored.as<char>().first(textBytes);
    const CsvRegion wanted{static_cast<std::uint64_t>(region.row),
        static_cast<std::uint64_t>(region.rows), static_cast<std::uint64_t>(region.rowStep),
        {static_cast<std::uint64_t>(region.column), static_cast<std::uint64_t>(region.columns)}};
    for (std::int64_t index = 0; index < classes; ++index) {
        const CsvFile& file = *m_files[static_cast<std::size_t>(region.classes.first + index)];
        const auto target =
            values.subspan(static_cast<std::size_t>(index) * planeValues, planeValues);
        if (auto done = file.read(wanted, target, text, stop); !done)
            return std::unexpected(std::move(done.error()));
    }
    const SampleView view{ElementType::Float64, scratch.samples.data(), region.rows, region.columns,
        classes, region.columns, 1, region.rows * region.columns};
    return Samples{view, ByteCount{bytes}};
}

} // namespace tessera
