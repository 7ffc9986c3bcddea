// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "core/base/path_text.h"
#include "core/grid/large_plane.h"
#include "core/source/csv_source.h"
#include "core/source/guided_volume.h"
#include "core/source/names_beside.h"
#include "core/source/npy_format.h"
#include "core/source/npz_format.h"
#include "core/source/picture_formats.h"
#include "core/source/positioned_file.h"
#include "core/source/raw_image.h"
#include "core/source/tiff_format.h"
#include "core/source/volume_file.h"
#include "core/source/volume_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view separator = "::";
bool isThere(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::exists(path, error);
}

Error outOfMemory(const std::filesystem::path& path)
{
    return {ErrorCode::OutOfMemory,
        fmt::format(
            "There is not enough memory to open {}; close other programs first.", shownName(path)),
        toUtf8(path)};
}

// Those with a signature first.
constexpr std::array<VolumeFormat, 6> formats{{
    {"HDF5", isHdf5, openHdf5File},
    {"NPY", isNpy, openNpyFile},
    {"NPZ", isNpz, openNpzFile},
    {"TIFF", isTiff, openTiffFile},
    {"picture", isPicture, openPictureFile},
    {"CSV", isCsv, openCsvFile},
}};

// What a file of this name should be; empty where the name says nothing.
std::string_view formatByName(const std::filesystem::path& path)
{
    using NamedFormat = std::array<std::string_view, 2>;
    constexpr std::array<NamedFormat, 7> names{
        {{".tif", "a TIFF"}, {".tiff", "a TIFF"}, {".npy", "an NPY"}, {".npz", "an NPZ"},
            {".h5", "an HDF5"}, {".hdf5", "an HDF5"}, {".hdf", "an HDF5"}}};
    const auto extension = toUtf8(path.extension());
    for (const auto& [ending, format] : names)
        if (ending == extension)
            return format;
    return {};
}

bool isOldMatlab(const FileStart& start)
{
    constexpr std::string_view signature = "MATLAB 5.0 MAT-file";
    return start.bytes.size() >= signature.size()
        && std::ranges::equal(
            start.bytes.first(signature.size()), std::as_bytes(std::span(signature)));
}

Error oldMatlab(const std::filesystem::path& path)
{
    return {ErrorCode::WrongFormat,
        fmt::format(
            "{} is a MATLAB file of the old form, which Tessera does not read; save it with "
            "-v7.3, which writes HDF5.",
            shownName(path)),
        toUtf8(path)};
}

Error unknownFormat(const std::filesystem::path& path, std::uint64_t size)
{
    const auto wanted = formatByName(path);
    const auto what = size == 0 ? std::string("is empty")
        : wanted.empty()        ? std::string("is of no format that Tessera knows")
                                : fmt::format("is not {} file", wanted);
    return {ErrorCode::WrongFormat,
        fmt::format(
            "{} {}; Tessera opens HDF5, NPY, NPZ and TIFF files and folders of CSV files (0.csv, "
            "1.csv …).",
            shownName(path), what),
        toUtf8(path)};
}

// The dataset beside the probabilities. It is a help, not a need: one that cannot be read is as
// good as none.
std::optional<RawImage> siblingImage(const VolumeInfo& info, VolumeFile& file,
    const OpenProgress& progress, const std::stop_token& stop)
{
    for (const auto& name : file.imagesOf(info.dataset))
        if (auto image = rawImageIn(file, {info.path, name}, info, progress, stop))
            return *std::move(image);
    return std::nullopt;
}

void setImage(OpenedVolume& volume, RawImage image)
{
    volume.imageArray = std::move(image.array);
    volume.imageAxes = std::move(image.axes);
    volume.image = imageUnder(volume);
}

Result<> addImage(OpenedVolume& volume, VolumeFile& file, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    const VolumeInfo& info = volume.probabilities->info();
    if (!limits.image.empty()) {
        auto picked = openRawImage(parseLocation(toUtf8(limits.image)), info, limits, stop);
        if (!picked)
            return std::unexpected(std::move(picked.error()));
        setImage(volume, *std::move(picked));
        return {};
    }
    auto image = siblingImage(info, file, progress, stop);
    if (!image)
        image = findRawImage(info, limits, stop);
    if (image)
        setImage(volume, *std::move(image));
    return {};
}

// Names that other files give are sought only where the file itself gives none.
ArrayPtr withNames(const ArrayPtr& array, const OpenLimits& limits, const std::stop_token& stop)
{
    const ArrayHints& hints = array->info.hints;
    if (!hints.classNames.empty() || !hints.otherNames.empty())
        return array;
    auto names = namesBeside(array->info.path, limits, stop);
    if (names.empty())
        return array;
    auto named = std::make_shared<OpenedArray>(*array);
    named->info.hints.otherNames = std::move(names);
    return named;
}

// In whichever plane it is looked at.
bool mayBeLarge(const VolumeInfo& info)
{
    const auto [rows, columns] = info.plane;
    return isLarge({rows, columns}, info.classes) || isLarge({info.zCount, columns}, info.classes)
        || isLarge({info.zCount, rows}, info.classes);
}

Result<OpenedVolume> openAny(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    auto file = openVolumeFile(location.path, limits, stop);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto array = (*file)->open(location.dataset, ArrayUse::Probabilities, progress, stop);
    if (!array)
        return std::unexpected(array.error());
    auto volume = readAs(withNames(*array, limits, stop), limits.reading, stop);
    if (!volume)
        return volume;
    if (mayBeLarge(volume->probabilities->info())) {
        volume->levelArrays = (*file)->levelsOf(**array, stop);
        volume->levels = levelsUnder(*volume);
    }
    if (auto added = addImage(*volume, **file, limits, progress, stop); !added)
        return std::unexpected(std::move(added.error()));
    if (stop.stop_requested())
        return cancelled();
    return volume;
}

} // namespace

Result<std::unique_ptr<VolumeFile>> openVolumeFile(
    const std::filesystem::path& path, const OpenLimits& limits, const std::stop_token& stop)
{
    if (path.empty())
        return fail(ErrorCode::BadArgument,
            "No file is named; name one, as in volume.h5 or volume.h5::/dataset.");
    FileStart start{path, nullptr, {}};
    std::array<std::byte, FileStart::firstBytes> first{};
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
        auto file = PositionedFile::open(path);
        if (!file)
            return std::unexpected(std::move(file.error()));
        start.file = std::make_shared<const PositionedFile>(*std::move(file));
        const std::span bytes =
            std::span(first).first(std::min<std::uint64_t>(start.file->size().value, first.size()));
        if (auto read = start.file->read(0, bytes); !read)
            return std::unexpected(std::move(read.error()));
        start.bytes = bytes;
    }
    for (const VolumeFormat& format : formats) {
        const auto found = format.recognises(start);
        if (!found)
            return std::unexpected(found.error());
        if (*found)
            return format.open(start, limits, stop);
    }
    if (isOldMatlab(start))
        return std::unexpected(oldMatlab(path));
    return std::unexpected(unknownFormat(path, start.file ? start.file->size().value : 0));
}

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

Result<OpenedVolume> withImage(const OpenedVolume& volume, const VolumeLocation& image,
    const OpenLimits& limits, const std::stop_token& stop)
try {
    auto found = openRawImage(image, volume.probabilities->info(), limits, stop);
    if (!found)
        return std::unexpected(std::move(found.error()));
    OpenedVolume other = volume;
    setImage(other, *std::move(found));
    return other;
} catch (const std::bad_alloc&) {
    return std::unexpected(outOfMemory(image.path));
}

Result<std::vector<DatasetEntry>> listDatasets(
    const std::filesystem::path& path, const OpenLimits& limits, const std::stop_token& stop)
{
    try {
        auto file = openVolumeFile(path, limits, stop);
        if (!file)
            return std::unexpected(std::move(file.error()));
        return (*file)->list(stop);
    } catch (const std::bad_alloc&) {
        return std::unexpected(outOfMemory(path));
    }
}

Result<OpenedVolume> readOtherwise(
    const OpenedVolume& volume, const ReadingWish& wish, const std::stop_token& stop)
try {
    auto other = readAgain(volume, wish, stop);
    if (!other)
        return other;
    other->imageArray = volume.imageArray;
    other->imageAxes = volume.imageAxes;
    other->image = imageUnder(*other);
    other->levelArrays = volume.levelArrays;
    other->levels = levelsUnder(*other);
    return other;
} catch (const std::bad_alloc&) {
    return std::unexpected(outOfMemory(volume.array->info.path));
}

} // namespace tessera
