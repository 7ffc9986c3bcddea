// SPDX-License-Identifier: MIT
#include "core/source/finest_level.h"

#include "core/source/attribute_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tessera {

namespace {

constexpr std::size_t mostCompared = 500; // each with each

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// Both without the parts that are equal: a number each, or nothing.
struct Difference {
    std::optional<std::uint64_t> coarse;
    std::optional<std::uint64_t> fine;
};

Difference differenceOf(std::string_view coarse, std::string_view fine)
{
    const auto least = std::min(coarse.size(), fine.size());
    std::size_t front = 0;
    while (front < least && coarse[front] == fine[front])
        ++front;
    while (front > 0 && isDigit(coarse[front - 1])) // "s10" and "s1"
        --front;
    coarse.remove_prefix(front);
    fine.remove_prefix(front);
    const auto digits = [](std::string_view text) {
        return static_cast<std::size_t>(std::ranges::find_if_not(text, isDigit) - text.begin());
    };
    const auto coarseDigits = digits(coarse);
    const auto fineDigits = digits(fine);
    if (coarse.substr(coarseDigits) != fine.substr(fineDigits))
        return {};
    return {wholeNumber(coarse.substr(0, coarseDigits)), wholeNumber(fine.substr(0, fineDigits))};
}

} // namespace

std::uint64_t partsOf(std::uint64_t fine, std::uint64_t coarse)
{
    constexpr std::uint64_t mostParts = 1024;
    if (coarse == 0 || coarse > fine)
        return 0;
    const auto parts = (fine + coarse / 2) / coarse;
    const bool isPart = coarse == fine / parts || coarse == (fine - 1) / parts + 1;
    return parts <= mostParts && isPart ? parts : 0;
}

bool isCoarserLevelOf(const DatasetEntry& coarse, const DatasetEntry& fine)
{
    const auto fits = [](std::uint64_t part, std::uint64_t whole) {
        return part == whole || partsOf(whole, part) > 1;
    };
    if (coarse.storedType != fine.storedType || coarse.shape == fine.shape
        || !std::ranges::equal(coarse.shape, fine.shape, fits))
        return false;
    const auto numbers = differenceOf(coarse.path, fine.path);
    return numbers.coarse && numbers.fine && *numbers.fine < *numbers.coarse;
}

std::vector<const DatasetEntry*> withoutCoarserLevels(std::vector<const DatasetEntry*> entries)
{
    if (entries.size() > mostCompared)
        return entries;
    const auto all = entries;
    std::erase_if(entries, [&](const DatasetEntry* entry) {
        return std::ranges::any_of(
            all, [&](const DatasetEntry* other) { return isCoarserLevelOf(*entry, *other); });
    });
    return entries;
}

} // namespace tessera
