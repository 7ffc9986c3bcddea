// SPDX-License-Identifier: MIT
#include "core/source/storage_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

namespace {

std::string layoutText(StorageLayout layout, bool isExternal, std::span<const std::uint64_t> chunk)
{
    switch (layout) {
    case StorageLayout::Compact:
        return "compact";
    case StorageLayout::Contiguous:
        return isExternal ? "external files" : "contiguous";
    case StorageLayout::Chunked:
        return fmt::format("chunked {}", fmt::join(chunk, "×"));
    case StorageLayout::Virtual:
        return "virtual";
    case StorageLayout::Unknown:
        break;
    }
    return "unknown";
}

} // namespace

std::string storageText(StorageLayout layout, bool isExternal, std::span<const std::uint64_t> chunk,
    const std::vector<FilterFact>& filters)
{
    std::string text = layoutText(layout, isExternal, chunk);
    for (const auto& filter : filters)
        text += fmt::format(", {}", filter.step.name);
    return text;
}

std::string storageText(const ArrayFacts& facts)
{
    return storageText(facts.layout, !facts.external.empty(), facts.chunk, facts.filters);
}

} // namespace tessera
