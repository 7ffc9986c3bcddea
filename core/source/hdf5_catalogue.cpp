// SPDX-License-Identifier: MIT
#include "core/source/hdf5_catalogue.h"

#include "core/source/hdf5_attributes.h"
#include "core/source/hdf5_types.h"

#include <algorithm>
#include <string_view>

namespace tessera {

namespace {

constexpr std::size_t maxObjects = 10'000;
// The library walks groups by recursion, a few kilobytes of stack each.
constexpr std::ptrdiff_t maxDepth = 200;

struct Walk {
    std::vector<std::string> datasets;
    std::size_t objects = 0;
};

herr_t visit(hid_t /*root*/, const char* name, const H5O_info_t* info, void* data) noexcept
{
    auto& walk = *static_cast<Walk*>(data);
    const std::string_view path(name);
    if (++walk.objects > maxObjects || std::ranges::count(path, '/') > maxDepth)
        return 1;
    if (info->type == H5O_TYPE_DATASET)
        walk.datasets.push_back("/" + std::string(path));
    return 0;
}

StoredArray describeNamed(const Hdf5Guard& guard, const H5::H5File& file, const std::string& path)
{
    try {
        return describeArray(guard, file.openDataSet(path), path);
    } catch (const H5::Exception&) {
        return {path, {}, std::nullopt, "unknown (its description is damaged)", {}};
    }
}

} // namespace

StoredArray describeArray(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& path)
{
    const auto type = storedType(guard, dataset);
    const auto space = dataset.getSpace();
    std::vector<hsize_t> extents(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    if (!extents.empty())
        space.getSimpleExtentDims(extents.data());
    return {path, {extents.begin(), extents.end()}, type.element, type.text,
        readText(guard, dataset, "axistags")};
}

std::vector<StoredArray> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file)
{
    // Links are not followed: a cycle or a dangling one does no harm, and what is found is kept
    // even where a damaged group ends the walk.
    Walk walk;
    H5Ovisit2(file.getId(), H5_INDEX_NAME, H5_ITER_INC, visit, &walk, H5O_INFO_BASIC);
    std::vector<StoredArray> arrays;
    for (const auto& path : walk.datasets)
        arrays.push_back(describeNamed(guard, file, path));
    return arrays;
}

} // namespace tessera
