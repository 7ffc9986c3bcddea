// SPDX-License-Identifier: MIT
#include "core/source/level_claims.h"

#include "core/source/attribute_hints.h"
#include "core/source/spacing_hints.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

constexpr std::size_t axesOfSpace = 3;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

} // namespace

std::vector<double> ownFactors(const AttributeSet& attributes, std::size_t rank)
{
    const auto* fact = attributes.find("downsamplingFactors");
    if (fact == nullptr)
        return {};
    auto factors =
        fact->texts.size() == 1 ? distancesIn(fact->texts.front()).numbers : fact->numbers;
    if (factors.size() != rank)
        return {};
    std::ranges::reverse(factors); // N5 lists x first
    return factors;
}

std::vector<LevelClaim> bdvLevels(std::string_view dataset, std::span<const double> resolutions)
{
    const auto name = bdvName(dataset);
    const auto levels = std::min(resolutions.size() / axesOfSpace, mostFileLevels);
    std::vector<LevelClaim> claims;
    if (!name || name->level >= levels)
        return claims;
    const auto timeAndSetup = dataset.substr(0, dataset.find('/', dataset.find('/', 1) + 1));
    claims.reserve(levels - name->level);
    for (std::size_t level = name->level + 1; level < levels; ++level) {
        LevelClaim claim{fmt::format("{}/{}/cells", timeAndSetup, level), {}};
        claim.factors.reserve(axesOfSpace);
        for (std::size_t axis = axesOfSpace; axis-- > 0;) // x first
            claim.factors.push_back(resolutions[axesOfSpace * level + axis]
                / resolutions[axesOfSpace * name->level + axis]);
        claims.push_back(std::move(claim));
    }
    return claims;
}

std::string nextLevelName(std::string_view dataset)
{
    auto end = dataset.size();
    while (end > 0 && !isDigit(dataset[end - 1]))
        --end;
    auto begin = end;
    while (begin > 0 && isDigit(dataset[begin - 1]))
        --begin;
    const auto number = wholeNumber(dataset.substr(begin, end - begin));
    constexpr std::uint64_t mostNumber = 100'000;
    if (!number || *number >= mostNumber)
        return {};
    return fmt::format(
        "{}{:0{}}{}", dataset.substr(0, begin), *number + 1, end - begin, dataset.substr(end));
}

} // namespace tessera
