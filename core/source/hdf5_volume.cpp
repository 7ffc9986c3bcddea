// SPDX-License-Identifier: MIT
#include "core/source/hdf5_volume.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_catalogue.h"
#include "core/describe/hdf5_file.h"
#include "core/source/companion_image.h"
#include "core/source/default_dataset.h"
#include "core/source/file_version.h"
#include "core/source/hdf5_array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tessera {

namespace {

constexpr std::size_t maxListed = 5;

// Until files are opened by a guide, which is told what may be opened.
class AnyFiles final : public OtherFiles {
public:
    Result<PositionedFile> open(const std::string& name) override
    {
        return PositionedFile::open(fromUtf8(name));
    }
};

Result<H5::H5File> openFile(const Hdf5Guard& guard, const std::filesystem::path& path)
{
    auto file = PositionedFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto files = std::make_shared<Hdf5Files>(
        std::make_shared<const PositionedFile>(*std::move(file)), std::make_shared<AnyFiles>());
    return openHdf5File(guard, *files);
}

Result<std::vector<DatasetEntry>> judgedCatalogue(
    const Hdf5Guard& guard, const H5::H5File& file, const std::filesystem::path& path)
{
    const auto listing = readCatalogue(guard, file, path, {});
    if (!listing)
        return std::unexpected(listing.error());
    std::vector<DatasetEntry> entries;
    std::ranges::transform(listing->arrays, std::back_inserter(entries), judgeDataset);
    return entries;
}

Error noSuchDataset(const Hdf5Guard& guard, const Hdf5Place& place, const std::string& name)
{
    std::vector<std::string> known;
    const auto listing = readCatalogue(guard, place.file, place.path, {});
    if (!listing)
        return listing.error();
    for (const auto& array : listing->arrays)
        if (known.size() < maxListed)
            known.push_back(array.path);
    return {ErrorCode::NotFound,
        fmt::format("{} has no dataset {}; it holds {}.", shownName(place.path), name,
            known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
        toUtf8(place.path)};
}

Result<StoredArray> namedArray(
    const Hdf5Guard& guard, const Hdf5Place& place, const std::string& dataset)
{
    const auto name = dataset.starts_with('/') ? dataset : "/" + dataset;
    if (!isDataset(guard, place.file, name))
        return std::unexpected(noSuchDataset(guard, place, name));
    return describeArray(guard, place.file.openDataSet(name), name);
}

Result<StoredArray> chosenArray(
    const Hdf5Guard& guard, const Hdf5Place& place, const std::string& dataset)
{
    if (!dataset.empty())
        return namedArray(guard, place, dataset);
    const auto entries = judgedCatalogue(guard, place.file, place.path);
    if (!entries)
        return std::unexpected(entries.error());
    const auto name = defaultDataset(*entries, shownName(place.path));
    if (!name)
        return fail(name.error().code, name.error().message, toUtf8(place.path));
    return namedArray(guard, place, *name);
}

Result<std::shared_ptr<const VolumeSource>> openProbabilities(
    const Hdf5Guard& guard, const Hdf5Place& place, const std::string& dataset)
{
    const auto array = chosenArray(guard, place, dataset);
    if (!array)
        return std::unexpected(array.error());
    if (const auto reason = whyUnreadable(*array); !reason.empty())
        return fail(ErrorCode::Unsupported,
            fmt::format("{} in {} {}.", array->path, shownName(place.path), reason),
            toUtf8(place.path));
    return openArray(
        guard, place, *array, *guessAxes(array->shape, array->axisTags), ArrayUse::Probabilities);
}

// An image is a help, not a need: one that cannot be read is as good as none.
std::shared_ptr<const VolumeSource> openImage(
    const Hdf5Guard& guard, const Hdf5Place& place, const VolumeInfo& probabilities)
{
    for (const auto& name : companionNames(probabilities.dataset)) {
        if (!isDataset(guard, place.file, name))
            continue;
        try {
            const auto array = describeArray(guard, place.file.openDataSet(name), name);
            const auto axes = companionAxes(array.shape, probabilities);
            if (!axes || !array.number)
                continue;
            if (auto image = openArray(guard, place, array, *axes, ArrayUse::Image))
                return *std::move(image);
        } catch (const H5::Exception&) {
            continue;
        }
    }
    return nullptr;
}

Error damaged(const std::filesystem::path& path, const std::string& reason)
{
    return {ErrorCode::Malformed,
        fmt::format("{} is damaged and cannot be read; copy or write it again (HDF5 says “{}”).",
            shownName(path), reason),
        toUtf8(path)};
}

} // namespace

Result<OpenedVolume> openHdf5Volume(const VolumeLocation& location, const OpenLimits& limits)
{
    const auto version = versionOf(location.path);
    if (!version)
        return std::unexpected(version.error());
    const Hdf5Guard guard;
    try {
        const auto file = openFile(guard, location.path);
        if (!file)
            return std::unexpected(file.error());
        const Hdf5Place place{*file, location.path, *version, limits};
        auto probabilities = openProbabilities(guard, place, location.dataset);
        if (!probabilities)
            return std::unexpected(probabilities.error());
        auto image = openImage(guard, place, (*probabilities)->info());
        return OpenedVolume{*std::move(probabilities), std::move(image)};
    } catch (const H5::Exception&) {
        return std::unexpected(damaged(location.path, guard.reason()));
    }
}

Result<std::vector<DatasetEntry>> listHdf5Datasets(const std::filesystem::path& path)
{
    const Hdf5Guard guard;
    try {
        const auto file = openFile(guard, path);
        if (!file)
            return std::unexpected(file.error());
        return judgedCatalogue(guard, *file, path);
    } catch (const H5::Exception&) {
        return std::unexpected(damaged(path, guard.reason()));
    }
}

} // namespace tessera
