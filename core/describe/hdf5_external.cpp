// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_external.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace tessera {

namespace {

constexpr std::size_t mostParts = 4096;
constexpr std::size_t mostNameBytes = 4096; // as the system has it for a path

constexpr std::size_t mostMappings = 65'536;

std::string virtualFile(const H5::DSetCreatPropList& creation, std::size_t index)
{
    std::array<char, mostNameBytes> name{};
    if (H5Pget_virtual_filename(creation.getId(), index, name.data(), name.size()) < 0)
        throw H5::PropListIException("virtualFile", "H5Pget_virtual_filename failed");
    name.back() = '\0';
    return name.data();
}

} // namespace

Result<std::vector<ExternalPart>> externalParts(
    const H5::DSetCreatPropList& creation, const std::string& subject)
{
    const auto count = static_cast<std::size_t>(std::max(creation.getExternalCount(), 0));
    if (count > mostParts)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} lies in {} external files, and at most {} are read; write it into one.",
                subject, count, mostParts));
    std::vector<ExternalPart> parts;
    parts.reserve(count);
    for (std::size_t index = 0; index < count; ++index) {
        std::array<char, mostNameBytes> name{};
        off_t offset = 0;
        hsize_t bytes = 0;
        creation.getExternal(static_cast<unsigned>(index), name.size(), name.data(), offset, bytes);
        if (name.back() != '\0' || offset < 0)
            return fail(ErrorCode::Malformed,
                fmt::format("{} is damaged: its external file {} has no place that can be; copy or "
                            "write it again.",
                    subject, index + 1));
        parts.push_back({name.data(), static_cast<std::uint64_t>(offset),
            bytes == H5F_UNLIMITED ? std::numeric_limits<std::uint64_t>::max() : bytes});
    }
    return parts;
}

Result<std::vector<ExternalPart>> virtualSources(
    const H5::DSetCreatPropList& creation, const std::string& subject)
{
    std::size_t count = 0;
    if (H5Pget_virtual_count(creation.getId(), &count) < 0)
        throw H5::PropListIException("virtualSources", "H5Pget_virtual_count failed");
    std::set<std::string> names;
    std::vector<ExternalPart> sources;
    for (std::size_t index = 0; index < std::min(count, mostMappings); ++index)
        if (const auto [name, isNew] = names.insert(virtualFile(creation, index)); isNew)
            sources.push_back({*name, 0, 0});
    if (count > mostMappings || names.size() > mostParts)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is put together from {} pieces of {} files, which is more than are "
                        "read; write it into one.",
                subject, count, names.size()));
    return sources;
}

} // namespace tessera
