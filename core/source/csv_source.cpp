// SPDX-License-Identifier: MIT
#include "core/source/csv_source.h"

#include "core/base/class_limit.h"
#include "core/base/path_text.h"
#include "core/source/csv_files.h"
#include "core/source/csv_opener.h"
#include "core/source/csv_planes_in_memory.h"
#include "core/source/csv_roles.h"
#include "core/source/csv_sheet.h"
#include "core/source/csv_sniff.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t textBytes = std::size_t{256} << 10U; // stays in the second-level cache

ArrayInfo describe(std::span<const std::filesystem::path> files, FileVersion version,
    std::vector<std::uint64_t> shape)
{
    ArrayInfo info;
    info.path = files.front().parent_path();
    info.version = version;
    info.shape = std::move(shape);
    info.type = ElementType::Float64;
    info.storedType = "text";
    info.storage = fmt::format("{} text file{}", files.size(), files.size() == 1 ? "" : "s");
    info.hints.axes.push_back({"cyx", "The folder, one text file for each class,"});
    info.hints.classNames = classNamesOf(files);
    if (!info.hints.classNames.empty())
        info.hints.classNamesSource = "The files' names";
    return info;
}

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

namespace {

class CsvVolumeFile final : public VolumeFile {
public:
    CsvVolumeFile(std::filesystem::path path, ByteCount memory)
        : m_path(std::move(path))
        , m_memory(memory)
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
        return openCsvArray(m_path, m_memory, progress, stop);
    }

private:
    std::filesystem::path m_path;
    ByteCount m_memory;
};

// Of gzip data whose name does not say what is in them.
bool isGzipName(const std::filesystem::path& path)
{
    const auto extension = toUtf8(path.extension());
    return extension == ".gz" || extension == ".GZ";
}

bool isTextOfNumbers(std::string_view text, bool isWhole)
{
    const bool isText = std::ranges::none_of(text, [](unsigned char letter) {
        return letter < ' ' && letter != '\t' && letter != '\n' && letter != '\r';
    });
    if (!isText)
        return false;
    const CsvSniff sniff = sniffCsvText(text, isWhole);
    return sniff.columns > 0
        && (!sniff.shape.empty() || (sniff.isSimple && sniff.columns > 1)
            || csvRolesByName(sniff.names));
}

Result<ArrayPtr> openCsvFolder(std::span<const std::filesystem::path> files, ByteCount memory,
    const OpenProgress& progress, const std::stop_token& stop)
{
    if (files.size() > maxClasses)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} holds {} class files; at most {} classes can be shown.",
                shownName(files.front().parent_path()), files.size(), maxClasses),
            toUtf8(files.front().parent_path()));
    const auto version = versionOf(files);
    if (!version)
        return std::unexpected(version.error());
    auto planes = openCsvPlanes(files, progress, stop);
    if (planes) {
        const PlaneShape plane = planes->plane;
        return std::make_shared<const OpenedArray>(
            describe(files, *version,
                {files.size(), static_cast<std::uint64_t>(plane.rows),
                    static_cast<std::uint64_t>(plane.columns)}),
            std::make_shared<CsvReader>(std::move(planes->files)), nullptr, megabytes(256), false);
    }
    // What is wrong with a file may be its dialect only.
    const bool isFault = planes.error().code == ErrorCode::Malformed
        || planes.error().code == ErrorCode::WrongFormat;
    const auto isOdd = isFault ? isOddCsv(fromUtf8(planes.error().subject)) : Result<bool>(false);
    if (!isOdd)
        return std::unexpected(isOdd.error());
    if (!*isOdd)
        return std::unexpected(std::move(planes.error()));
    auto read = readCsvPlanes(files, memory, progress, stop);
    if (!read)
        return std::unexpected(std::move(read.error()));
    return std::make_shared<const OpenedArray>(
        describe(files, *version, read->shape), std::move(read->reader), nullptr, memory, false);
}

// Whether a file says of itself that it is more than one class: then the folder does not matter.
bool isVolumeByItself(const std::filesystem::path& path)
{
    auto file = PositionedFile::open(path);
    if (!file)
        return false; // why, is said elsewhere
    const auto sniff = sniffCsv(std::make_shared<const PositionedFile>(*std::move(file)));
    return sniff && (!sniff->shape.empty() || csvRolesByName(sniff->names));
}

} // namespace

Result<ArrayPtr> openCsvArray(const std::filesystem::path& path, ByteCount memory,
    const OpenProgress& progress, const std::stop_token& stop)
{
    std::error_code ignored;
    const bool isFolder = std::filesystem::is_directory(path, ignored);
    if (!isFolder && isVolumeByItself(path))
        return openCsvSheet(path, memory, progress, stop);
    const auto files = findClassFiles(path);
    if (files)
        return openCsvFolder(*files, memory, progress, stop);
    const bool isLone = !isFolder && !isNumberedClassFile(path)
        && (files.error().code == ErrorCode::NotFound
            || files.error().code == ErrorCode::Ambiguous);
    return isLone ? openCsvSheet(path, memory, progress, stop) : std::unexpected(files.error());
}

Result<bool> isCsv(const FileStart& start)
{
    if (!start.file || hasTextEnding(start.path) || isGzipName(start.path))
        return true;
    // Numbers need no name.
    const std::string_view text(
        reinterpret_cast<const char*>(start.bytes.data()), start.bytes.size());
    return isTextOfNumbers(text, start.bytes.size() < FileStart::firstBytes);
}

Result<std::unique_ptr<VolumeFile>> openCsvFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& /*stop*/)
{
    return std::make_unique<CsvVolumeFile>(start.path, limits.memory);
}

} // namespace tessera
