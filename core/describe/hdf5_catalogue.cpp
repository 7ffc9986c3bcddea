// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_catalogue.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_attributes.h"
#include "core/describe/hdf5_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tessera {

namespace {

constexpr std::size_t maxObjects = 10'000;
// The library walks groups by recursion, a few kilobytes of stack each.
constexpr std::ptrdiff_t maxDepth = 200;
constexpr std::size_t maxTextBytes = std::size_t{8} << 20U; // of names and tags, all together

struct Walk {
    std::stop_token stop;
    std::vector<std::string> datasets;
    std::size_t objects = 0;
    std::size_t textBytes = 0;
};

herr_t visit(hid_t /*root*/, const char* name, const H5O_info_t* info, void* data) noexcept
try {
    auto& walk = *static_cast<Walk*>(data);
    const std::string_view path(name);
    walk.textBytes += path.size();
    if (++walk.objects > maxObjects || walk.textBytes > maxTextBytes
        || std::ranges::count(path, '/') > maxDepth || walk.stop.stop_requested())
        return 1;
    if (info->type == H5O_TYPE_DATASET)
        walk.datasets.push_back("/" + std::string(path));
    return 0;
} catch (...) { // which must not go through the library
    return -1;
}

StoredArray describeNamed(const Hdf5Guard& guard, const H5::H5File& file, const std::string& path)
{
    try {
        return describeArray(guard, file.openDataSet(path), path);
    } catch (const H5::Exception&) {
        return {path, {}, std::nullopt, {}, {}};
    }
}

// The usual names are also taken where they are links, even into another file.
void addLinked(const Hdf5Guard& guard, const H5::H5File& file, std::vector<std::string>& datasets)
{
    for (const auto usual : usualDatasetNames) {
        const auto name = fmt::format("/{}", usual);
        if (std::ranges::find(datasets, name) == datasets.end() && isDataset(guard, file, name))
            datasets.push_back(name);
    }
}

} // namespace

bool isDataset(const Hdf5Guard& /*guard*/, const H5::H5File& file, const std::string& name)
{
    H5O_info_t info{}; // the wrapper's question for it would also count a dataset's chunks
    return H5Oget_info_by_name2(file.getId(), name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) >= 0
        && info.type == H5O_TYPE_DATASET;
}

StoredArray describeArray(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& path)
{
    const auto type = storedType(guard, dataset);
    const auto space = dataset.getSpace();
    std::vector<hsize_t> extents(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    if (!extents.empty())
        space.getSimpleExtentDims(extents.data());
    return {path, {extents.begin(), extents.end()}, type.number, type.text,
        readText(guard, dataset, "axistags")};
}

Result<FileListing> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file,
    const std::filesystem::path& path, const std::stop_token& stop)
{
    // Links are not followed: a cycle or a dangling one does no harm, and what is found is kept
    // even where a damaged group ends the walk.
    Walk walk;
    walk.stop = stop;
    const auto walked =
        H5Ovisit2(file.getId(), H5_INDEX_NAME, H5_ITER_INC, visit, &walk, H5O_INFO_BASIC);
    if (walked < 0 && walk.datasets.empty())
        return fail(ErrorCode::Malformed,
            fmt::format("{} is damaged: what it holds cannot be listed; copy or write it again "
                        "(HDF5 says “{}”).",
                shownName(path), guard.reason()),
            toUtf8(path));
    addLinked(guard, file, walk.datasets);
    FileListing listing;
    listing.isComplete = walked == 0;
    listing.arrays.reserve(walk.datasets.size());
    for (const auto& name : walk.datasets) {
        if (stop.stop_requested())
            return cancelled();
        if (walk.textBytes > maxTextBytes) {
            listing.isComplete = false;
            break;
        }
        listing.arrays.push_back(describeNamed(guard, file, name));
        walk.textBytes += listing.arrays.back().axisTags.size();
    }
    return listing;
}

} // namespace tessera
