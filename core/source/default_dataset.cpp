// SPDX-License-Identifier: MIT
#include "core/source/default_dataset.h"

#include "core/base/checked.h"
#include "core/base/plain_text.h"
#include "core/source/axis_guess.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tessera {

namespace {

constexpr std::string_view usualNamesText = "probabilities, predictions, exported_data or softmax";
constexpr std::array<std::string_view, 2> imageNames{"image", "raw"};
constexpr std::uint64_t maxClasses = 4096;
constexpr std::size_t maxListed = 5;

// std::ranges::contains came with GCC 13.
template <class Range, class Value> bool isOneOf(const Range& values, const Value& value)
{
    return std::ranges::find(values, value) != std::end(values);
}

std::string_view lastComponent(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0: the whole name
}

bool isWholeNumber(StoredNumber number)
{
    return number.kind != NumberKind::Float;
}

std::string whyUnlikely(const StoredArray& array)
{
    const auto name = lastComponent(array.path);
    if (isOneOf(imageNames, name))
        return "is taken for the picture under the overlay";
    if (array.number && isWholeNumber(*array.number) && !isOneOf(usualDatasetNames, name))
        return fmt::format("holds whole numbers ({}), which are taken for probabilities only in a "
                           "dataset called {}",
            array.storedType, usualNamesText);
    return {};
}

std::vector<const DatasetEntry*> suitableOnes(std::span<const DatasetEntry> entries)
{
    std::vector<const DatasetEntry*> suitable;
    for (const auto& entry : entries)
        if (entry.suitable)
            suitable.push_back(&entry);
    return suitable;
}

std::vector<const DatasetEntry*> named(
    const std::vector<const DatasetEntry*>& entries, std::string_view name)
{
    std::vector<const DatasetEntry*> found;
    std::ranges::copy_if(entries, std::back_inserter(found),
        [&](const auto* entry) { return lastComponent(entry->path) == name; });
    return found;
}

Error ambiguous(const std::vector<const DatasetEntry*>& suitable, const std::string& file)
{
    std::vector<std::string> names;
    for (const auto* entry : suitable)
        if (names.size() < maxListed)
            names.push_back(toPlainName(entry->path));
    return {ErrorCode::Ambiguous,
        fmt::format("{} holds {} datasets that may be meant: {}{}; choose one, or name it after "
                    "the file as in {}::{}.",
            file, suitable.size(), fmt::join(names, ", "), suitable.size() > maxListed ? " …" : "",
            file, names.front()),
        file};
}

std::uint64_t sampleCount(const DatasetEntry& entry)
{
    return checkedProduct(entry.shape).value_or(0);
}

Error noneSuitable(std::span<const DatasetEntry> entries, const std::string& file)
{
    if (entries.empty())
        return {ErrorCode::Unsupported, fmt::format("{} holds no datasets.", file), file};
    const auto* likeliest = &*std::ranges::max_element(entries, {}, sampleCount);
    for (const auto& entry : entries)
        if (isOneOf(usualDatasetNames, lastComponent(entry.path)))
            likeliest = &entry;
    return {ErrorCode::Unsupported,
        fmt::format("{} holds no class probabilities that Tessera can show: {} {}.", file,
            toPlainName(likeliest->path), likeliest->reason),
        file};
}

} // namespace

std::string whyUnreadable(const StoredArray& array)
{
    if (array.storedType.empty())
        return "has a damaged description; copy or write the file again";
    if (!array.number)
        return fmt::format("is of type {}; Tessera reads floating-point and whole numbers and bool",
            array.storedType);
    const AxisClaim claim{taggedLetters(array.axisTags), {}};
    const auto guess = guessAxes(array.shape, {&claim, 1});
    if (!guess)
        return guess.error();
    if (isOneOf(array.shape, 0U))
        return fmt::format("is empty: its shape is {}", fmt::join(array.shape, "×"));
    const auto classes = guess->axes.dimensionOf(Axis::Class);
    if (classes && array.shape[*classes] > maxClasses)
        return fmt::format("has {} classes along its dimension {}; at most {} can be shown",
            array.shape[*classes], *classes + 1, maxClasses);
    return {};
}

DatasetEntry judgeDataset(const StoredArray& array)
{
    auto reason = whyUnreadable(array);
    if (reason.empty())
        reason = whyUnlikely(array);
    return {array.path, array.shape, array.storedType, reason.empty(), reason};
}

Result<std::string> defaultDataset(std::span<const DatasetEntry> entries, const std::string& file)
{
    const auto suitable = suitableOnes(entries);
    if (suitable.empty())
        return std::unexpected(noneSuitable(entries, file));
    for (const auto name : usualDatasetNames) {
        const auto found = named(suitable, name);
        if (found.size() == 1)
            return found.front()->path;
        if (found.size() > 1)
            return std::unexpected(ambiguous(found, file));
    }
    if (suitable.size() > 1)
        return std::unexpected(ambiguous(suitable, file));
    return suitable.front()->path;
}

} // namespace tessera
