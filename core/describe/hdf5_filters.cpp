// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_filters.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tessera {

namespace {

constexpr std::size_t maxParameters = 64; // none that we undo has as many

struct KnownFilter {
    int id;
    std::string_view name;
};

// https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md
constexpr std::array knownFilters{KnownFilter{1, "deflate"}, KnownFilter{2, "shuffle"},
    KnownFilter{3, "fletcher32"}, KnownFilter{4, "szip"}, KnownFilter{5, "nbit"},
    KnownFilter{6, "scaleoffset"}, KnownFilter{305, "lzo"}, KnownFilter{307, "bzip2"},
    KnownFilter{32000, "lzf"}, KnownFilter{32001, "blosc"}, KnownFilter{32004, "lz4"},
    KnownFilter{32008, "bitshuffle"}, KnownFilter{32013, "zfp"}, KnownFilter{32015, "zstd"},
    KnownFilter{32017, "sz"}, KnownFilter{32018, "fcidecomp"}, KnownFilter{32024, "sz3"},
    KnownFilter{32026, "blosc2"}};

std::string filterName(int id, std::string_view storedName)
{
    const auto known = std::ranges::find(knownFilters, id, &KnownFilter::id);
    if (known != knownFilters.end())
        return std::string(known->name);
    return storedName.empty() ? "unknown" : std::string(storedName);
}

} // namespace

std::vector<FilterFact> readFilters(
    const Hdf5Guard& /*guard*/, const H5::DSetCreatPropList& creation)
{
    const int count = creation.getNfilters();
    std::vector<FilterFact> filters;
    filters.reserve(static_cast<std::size_t>(count));
    for (int index = 0; index < count; ++index) {
        std::array<char, 64> storedName{};
        std::array<unsigned, maxParameters> parameters{};
        std::size_t values = parameters.size();
        unsigned flags = 0;
        unsigned config = 0;
        const int id = creation.getFilter(
            index, flags, values, parameters.data(), storedName.size(), storedName.data(), config);
        storedName.back() = '\0';
        const auto known = std::min(values, parameters.size());
        filters.push_back({{id, filterName(id, storedName.data()), (flags & H5Z_FLAG_OPTIONAL) != 0,
                               {parameters.begin(), parameters.begin() + known}},
            H5Zfilter_avail(id) > 0});
    }
    return filters;
}

} // namespace tessera
