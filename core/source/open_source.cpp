// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "core/base/path_text.h"
#include "core/source/csv_source.h"
#include "core/source/file_version.h"
#include "core/source/guide_maker.h"
#include "core/source/guided_volume.h"
#include "core/source/linked_files.h"
#include "core/source/positioned_file.h"
#include "core/source/reader_guides.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <new>
#include <span>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view separator = "::";
constexpr std::string_view hdf5Signature = "\x89HDF\r\n\x1A\n";
constexpr std::uint64_t firstUserBlock = 512; // HDF5 looks at 0, 512, 1024, 2048 …

enum class Format : std::uint8_t { Hdf5, Csv };

bool isThere(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::exists(path, error);
}

Result<bool> hasSignatureAt(const PositionedFile& file, std::uint64_t offset)
{
    std::array<std::byte, hdf5Signature.size()> bytes{};
    if (const auto done = file.read(offset, bytes); !done)
        return std::unexpected(done.error());
    return std::ranges::equal(bytes, std::as_bytes(std::span(hdf5Signature)));
}

Result<bool> isHdf5(const PositionedFile& file)
{
    const std::uint64_t bytes = file.size().value;
    for (std::uint64_t offset = 0; offset < bytes && bytes - offset >= hdf5Signature.size();
        offset = offset == 0 ? firstUserBlock : 2 * offset) {
        const auto found = hasSignatureAt(file, offset);
        if (!found || *found)
            return found;
    }
    return false;
}

bool isTextName(const std::filesystem::path& path)
{
    const auto extension = toUtf8(path.extension());
    return extension == ".csv" || extension == ".CSV" || extension == ".txt" || extension == ".TXT";
}

Error outOfMemory(const std::filesystem::path& path)
{
    return {ErrorCode::OutOfMemory,
        fmt::format(
            "There is not enough memory to open {}; close other programs first.", shownName(path)),
        toUtf8(path)};
}

Error unknownFormat(const std::filesystem::path& path, std::uint64_t size)
{
    return {ErrorCode::WrongFormat,
        fmt::format("{} {}; Tessera opens HDF5 files and folders of CSV files (0.csv, 1.csv …).",
            shownName(path), size == 0 ? "is empty" : "is not an HDF5 file"),
        toUtf8(path)};
}

// The file is open once, for all that is asked of it: what is put in the place of its name
// meanwhile is never mixed with it.
struct Recognised {
    Format format = Format::Csv;
    std::shared_ptr<const PositionedFile> file; // where the format is Hdf5
};

Result<Recognised> recognise(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return Recognised{};
    auto file = PositionedFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto found = isHdf5(*file);
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return Recognised{Format::Hdf5, std::make_shared<const PositionedFile>(*std::move(file))};
    if (isTextName(path))
        return Recognised{};
    return std::unexpected(unknownFormat(path, file->size().value));
}

// Files that it refers to are looked for beside the file itself, not beside a link to it.
Result<std::shared_ptr<const PositionedFile>> underItsTrueName(const PositionedFile& file)
{
    std::error_code error;
    const auto path = std::filesystem::canonical(file.path(), error);
    const int copy = ::fcntl(file.descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        return std::unexpected(
            systemError(file.path(), std::error_code(errno, std::generic_category())));
    auto named = PositionedFile::adopt(error ? file.path() : path, copy);
    if (!named)
        return std::unexpected(std::move(named.error()));
    return std::make_shared<const PositionedFile>(*std::move(named));
}

Result<GuidedFile> guided(const std::shared_ptr<const PositionedFile>& file,
    const OpenLimits& limits, const std::stop_token& stop)
{
    auto links = std::make_shared<LinkedFiles>(file->path(),
        limits.linkedFilesAnywhere ? LinkedFilePolicy::Anywhere : LinkedFilePolicy::OwnFolder);
    auto named = underItsTrueName(*file);
    if (!named)
        return std::unexpected(std::move(named.error()));
    const auto guides = limits.guides ? limits.guides : standardGuides();
    auto guide = guides->open(*std::move(named), links, stop);
    if (!guide)
        return std::unexpected(std::move(guide.error()));
    return GuidedFile{file, *std::move(guide), std::move(links), limits};
}

Result<OpenedVolume> openHdf5(const VolumeLocation& location,
    const std::shared_ptr<const PositionedFile>& opened, const OpenLimits& limits,
    const std::stop_token& stop)
{
    const auto file = guided(opened, limits, stop);
    if (!file)
        return std::unexpected(file.error());
    return openGuidedVolume(*file, location.dataset, stop);
}

Result<OpenedVolume> openAny(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    const auto recognised = recognise(location.path);
    if (!recognised)
        return std::unexpected(recognised.error());
    if (recognised->format == Format::Hdf5)
        return openHdf5(location, recognised->file, limits, stop);
    if (!location.dataset.empty())
        return fail(ErrorCode::BadArgument,
            fmt::format("{} is a CSV volume and has no datasets; leave out ::{}.",
                shownName(location.path), location.dataset),
            toUtf8(location.path));
    auto source = CsvSource::open(location.path, progress, stop);
    if (!source)
        return std::unexpected(source.error());
    return OpenedVolume{std::move(*source), nullptr};
}

} // namespace

VolumeLocation parseLocation(std::string_view text)
{
    const auto whole = fromUtf8(text);
    const auto first = text.find(separator);
    if (first == std::string_view::npos || isThere(whole))
        return {whole, {}};
    // A file's name may hold the separator too: the longest one that exists is meant.
    auto split = first;
    for (auto at = text.rfind(separator); at != first; at = text.rfind(separator, at - 1))
        if (isThere(fromUtf8(text.substr(0, at)))) {
            split = at;
            break;
        }
    return {fromUtf8(text.substr(0, split)), std::string(text.substr(split + separator.size()))};
}

std::string toText(const VolumeLocation& location)
{
    const auto path = toUtf8(location.path);
    return location.dataset.empty() ? path
                                    : fmt::format("{}{}{}", path, separator, location.dataset);
}

Result<OpenedVolume> openVolume(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return cancelled();
    try {
        return openAny(location, limits, progress, stop);
    } catch (const std::bad_alloc&) {
        return std::unexpected(outOfMemory(location.path));
    }
}

Result<std::vector<DatasetEntry>> listDatasets(
    const std::filesystem::path& path, const OpenLimits& limits, const std::stop_token& stop)
{
    const auto recognised = recognise(path);
    if (!recognised)
        return std::unexpected(recognised.error());
    if (recognised->format == Format::Csv)
        return std::vector<DatasetEntry>();
    try {
        const auto file = guided(recognised->file, limits, stop);
        if (!file)
            return std::unexpected(file.error());
        return listGuidedDatasets(*file, stop);
    } catch (const std::bad_alloc&) {
        return std::unexpected(outOfMemory(path));
    }
}

} // namespace tessera
