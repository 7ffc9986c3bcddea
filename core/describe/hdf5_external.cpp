// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_external.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tessera {

namespace {

constexpr int mostParts = 4096;
constexpr std::size_t mostNameBytes = 4096; // as the system has it for a path

} // namespace

Result<std::vector<ExternalPart>> externalParts(
    const H5::DSetCreatPropList& creation, const std::string& subject)
{
    const int count = creation.getExternalCount();
    if (count > mostParts)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} lies in {} external files, and at most {} are read; write it into one.",
                subject, count, mostParts));
    std::vector<ExternalPart> parts;
    parts.reserve(static_cast<std::size_t>(std::max(count, 0)));
    for (int index = 0; index < count; ++index) {
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

} // namespace tessera
