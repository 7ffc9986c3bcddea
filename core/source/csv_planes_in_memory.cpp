// SPDX-License-Identifier: MIT
#include "core/source/csv_planes_in_memory.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/source/csv_advance.h"
#include "core/source/csv_matrix.h"
#include "core/source/csv_survey.h"
#include "core/source/file_version.h"
#include "core/source/memory_array.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <utility>

namespace tessera {

namespace {

struct ClassFile {
    std::shared_ptr<const PositionedFile> file;
    CsvSniff sniff;
};

Result<ClassFile> sniffAt(const std::filesystem::path& path)
{
    auto opened = PositionedFile::open(path);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    auto file = std::make_shared<const PositionedFile>(*std::move(opened));
    auto sniff = sniffCsv(file);
    if (!sniff)
        return std::unexpected(std::move(sniff.error()));
    if (sniff->hasHeader) // a class has none: its words are wrong numbers
        --sniff->rowsBefore;
    return ClassFile{std::move(file), *std::move(sniff)};
}

Result<ByteCount> sizeOf(std::span<const std::filesystem::path> paths)
{
    ByteCount size;
    for (const auto& path : paths) {
        std::error_code error;
        size += {std::filesystem::file_size(path, error)};
        if (error)
            return std::unexpected(systemError(path, error));
    }
    return size;
}

} // namespace

Result<bool> isOddCsv(const std::filesystem::path& path)
{
    const auto file = sniffAt(path);
    if (!file)
        return std::unexpected(file.error());
    return file->sniff.isOdd;
}

Result<CsvPlanesInMemory> readCsvPlanes(std::span<const std::filesystem::path> paths,
    ByteCount memory, const OpenProgress& progress, const std::stop_token& stop)
{
    const auto first = sniffAt(paths.front());
    const auto size = sizeOf(paths);
    if (!first || !size)
        return std::unexpected(first ? size.error() : first.error());
    // The first is read twice.
    CsvAdvance advance(*size + first->file->size(), progress);
    const auto count = [&](ByteCount read) { advance.add(read); };
    const CsvSurveyLimits limits{memory.value / sizeof(double) / paths.size()};
    const auto survey = surveyCsv(first->file, first->sniff, limits, count, stop);
    if (!survey)
        return std::unexpected(survey.error());
    const CsvMatrixShape plane{survey->rows, survey->columns};
    const std::uint64_t values = plane.rows * plane.columns; // within the limit
    AlignedBuffer buffer(values * paths.size() * sizeof(double));
    for (std::size_t index = 0; index < paths.size(); ++index) {
        const auto file = sniffAt(paths[index]);
        if (!file)
            return std::unexpected(file.error());
        const auto target = buffer.as<double>().subspan(index * values, values);
        if (auto read = readCsvMatrix(file->file, file->sniff, plane, target, count, stop); !read)
            return std::unexpected(std::move(read.error()));
    }
    const std::vector<std::uint64_t> shape{paths.size(), plane.rows, plane.columns};
    MemoryLayout layout{Extents(shape.begin(), shape.end()), {}, {NumberKind::Float, 8}};
    return CsvPlanesInMemory{
        std::make_shared<MemoryArray>(std::move(buffer), std::move(layout), paths.front()), shape};
}

} // namespace tessera
