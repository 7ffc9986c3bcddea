// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_layout.h"

#include <algorithm>
#include <array>

namespace tessera {

StorageLayout layoutOf(const H5::DSetCreatPropList& creation)
{
    switch (creation.getLayout()) {
    case H5D_COMPACT:
        return StorageLayout::Compact;
    case H5D_CONTIGUOUS:
        return StorageLayout::Contiguous;
    case H5D_CHUNKED:
        return StorageLayout::Chunked;
    case H5D_VIRTUAL:
        return StorageLayout::Virtual;
    default:
        return StorageLayout::Unknown;
    }
}

std::vector<std::uint64_t> chunkShape(const H5::DSetCreatPropList& creation)
{
    std::array<hsize_t, H5S_MAX_RANK> chunk{};
    const int rank = creation.getChunk(static_cast<int>(chunk.size()), chunk.data());
    return {chunk.begin(), chunk.begin() + std::clamp(rank, 0, static_cast<int>(chunk.size()))};
}

bool liesIn(const H5::H5File& file, const H5::DataSet& dataset)
{
    H5O_info_t root{};
    H5O_info_t object{};
    return H5Oget_info2(file.getId(), &root, H5O_INFO_BASIC) >= 0
        && H5Oget_info2(dataset.getId(), &object, H5O_INFO_BASIC) >= 0
        && root.fileno == object.fileno;
}

} // namespace tessera
