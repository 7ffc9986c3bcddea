// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "core/base/path_text.h"
#include "core/source/csv_files.h"
#include "core/source/csv_opener.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <cassert>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t maxClasses = 4096;
constexpr std::size_t textBytes = std::size_t{256} << 10U; // stays in the second-level cache

ArrayInfo describe(
    std::span<const std::filesystem::path> files, FileVersion version, PlaneShape plane)
{
    ArrayInfo info;
    info.path = files.front().parent_path();
    info.version = version;
    info.shape = {files.size(), static_cast<std::uint64_t>(plane.rows),
        static_cast<std::uint64_t>(plane.columns)};
    info.type = ElementType::Float64;
    info.storedType = "text";
    info.storage = fmt::format("{} text file{}", files.size(), files.size() == 1 ? "" : "s");
    info.hints.axes.push_back({"cyx", "Each text file is one class, which"});
    return info;
}

class CsvVolumeFile final : public VolumeFile {
public:
    explicit CsvVolumeFile(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    Result<std::vector<DatasetEntry>> list(const std::stop_token& /*stop*/) override
    {
        return std::vector<DatasetEntry>();
    }
    Result<ArrayPtr> open(const std::string& dataset, ArrayUse /*use*/,
        const OpenProgress& progress, const std::stop_token& stop) override
    {
        if (!dataset.empty())
            return fail(ErrorCode::BadArgument,
                fmt::format("{} is a CSV volume and has no datasets; leave out ::{}.",
                    shownName(m_path), dataset),
                toUtf8(m_path));
        return openCsvArray(m_path, progress, stop);
    }

private:
    std::filesystem::path m_path;
};

} // namespace

CsvReader::CsvReader(Files files)
    : m_files(std::move(files))
{
}

Result<SlabSamples> CsvReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    assert(slab.step[0] == 1 && slab.step[2] == 1);
    const auto planeValues = static_cast<std::size_t>(slab.count[1] * slab.count[2]);
    scratch.samples.reserve(static_cast<std::size_t>(slab.samples()) * sizeof(double));
    scratch.stored.reserve(textBytes);
    const auto values = scratch.samples.as<double>();
    const auto text = scratch.stored.as<char>().first(textBytes);
    const CsvRegion wanted{static_cast<std::uint64_t>(slab.start[1]),
        static_cast<std::uint64_t>(slab.count[1]), static_cast<std::uint64_t>(slab.step[1]),
        {static_cast<std::uint64_t>(slab.start[2]), static_cast<std::uint64_t>(slab.count[2])}};
    for (std::int64_t index = 0; index < slab.count[0]; ++index) {
        const CsvFile& file = *m_files[static_cast<std::size_t>(slab.start[0] + index)];
        const auto target =
            values.subspan(static_cast<std::size_t>(index) * planeValues, planeValues);
        if (auto done = file.read(wanted, target, text, stop); !done)
            return std::unexpected(std::move(done.error()));
    }
    return SlabSamples{scratch.samples.data(), denseStrides(slab.count)};
}

Result<ArrayPtr> openCsvArray(
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
    return std::make_shared<const OpenedArray>(describe(*files, *version, planes->plane),
        std::make_shared<CsvReader>(std::move(planes->files)), nullptr, megabytes(256), false);
}

Result<bool> isCsv(const FileStart& start)
{
    const auto extension = toUtf8(start.path.extension());
    return !start.file || extension == ".csv" || extension == ".CSV" || extension == ".txt"
        || extension == ".TXT";
}

Result<std::unique_ptr<VolumeFile>> openCsvFile(
    const FileStart& start, const OpenLimits& /*limits*/, const std::stop_token& /*stop*/)
{
    return std::make_unique<CsvVolumeFile>(start.path);
}

} // namespace tessera
