// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_catalogue.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_attributes.h"
#include "core/describe/hdf5_filters.h"
#include "core/describe/hdf5_layout.h"
#include "core/describe/hdf5_links.h"
#include "core/describe/hdf5_types.h"
#include "core/source/storage_text.h"

#include <fmt/format.h>

#include <vector>

namespace tessera {

namespace {

StoredArray describeNamed(const Hdf5Guard& guard, const H5::H5File& file, const Hdf5Name& name)
{
    StoredArray array;
    array.path = name.path;
    if (name.isThere) {
        try {
            array = describeArray(guard, file.openDataSet(name.path), name.path);
        } catch (const H5::Exception&) {
            array = {}; // and so without a type
            array.path = name.path;
        }
    }
    array.target = name.target;
    array.isThere = name.isThere;
    return array;
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
    const auto creation = dataset.getCreatePlist();
    const auto layout = layoutOf(creation);
    const bool isChunked = layout == StorageLayout::Chunked;
    StoredArray array;
    array.path = path;
    array.shape.assign(extents.begin(), extents.end());
    array.number = type.number;
    array.storedType = type.text;
    array.storage = storageText(layout, creation.getExternalCount() > 0,
        isChunked ? chunkShape(creation) : std::vector<std::uint64_t>(),
        readFilters(guard, creation));
    return array;
}

Result<FileListing> readCatalogue(const Hdf5Guard& guard, const H5::H5File& file,
    const std::filesystem::path& path, const std::stop_token& stop)
{
    const auto found = readNames(guard, file, stop);
    if (found.isDamaged && found.names.empty())
        return fail(ErrorCode::Malformed,
            fmt::format("{} is damaged: what it holds cannot be listed; copy or write it again "
                        "(HDF5 says “{}”).",
                shownName(path), guard.reason()),
            toUtf8(path));
    FileListing listing;
    listing.isComplete = found.isComplete;
    listing.preferred = mainArray(guard, file);
    listing.arrays.reserve(found.names.size());
    for (const auto& name : found.names) {
        if (stop.stop_requested())
            return cancelled();
        listing.arrays.push_back(describeNamed(guard, file, name));
    }
    return listing;
}

} // namespace tessera
