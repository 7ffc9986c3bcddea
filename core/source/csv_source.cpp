// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "core/base/path_text.h"
#include "core/source/csv_files.h"
#include "core/source/csv_loader.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <cassert>

namespace tessera {

namespace {

constexpr std::size_t maxClasses = 4096;

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

Result<std::shared_ptr<const CsvSource>> CsvSource::open(const std::filesystem::path& path,
    ByteCount memoryLimit, const OpenProgress& progress, const std::stop_token& stop)
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
    auto planes = loadCsvPlanes(*files, ByteCount{version->bytes}, memoryLimit, progress, stop);
    if (!planes)
        return std::unexpected(planes.error());
    return std::make_shared<CsvSource>(
        describe(*files, *version, planes->plane), std::move(planes->samples));
}

CsvSource::CsvSource(VolumeInfo info, AlignedBuffer samples)
    : m_info(std::move(info))
    , m_samples(std::move(samples))
{
}

Result<Samples> CsvSource::read(
    const SourceRegion& region, ReadScratch& /*scratch*/, const std::stop_token& stop) const
{
    assert(region.row + (region.rows - 1) * region.rowStep < m_info.plane.rows);
    assert(region.column + region.columns <= m_info.plane.columns);
    if (stop.stop_requested())
        return cancelled();
    const auto& plane = m_info.plane;
    const std::int64_t classes = m_info.classCount(region.classes);
    const auto first = static_cast<std::size_t>(
        (region.classes.first * plane.rows + region.row) * plane.columns + region.column);
    const SampleView view{ElementType::Float64, m_samples.data() + first * sizeof(double),
        region.rows, region.columns, classes, plane.columns * region.rowStep, 1,
        plane.rows * plane.columns};
    const auto bytes =
        static_cast<std::uint64_t>(region.rows * region.columns * classes) * sizeof(double);
    return Samples{view, ByteCount{bytes}};
}

} // namespace tessera
