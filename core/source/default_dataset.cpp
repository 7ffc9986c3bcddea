// SPDX-License-Identifier: MIT
#include "core/source/default_dataset.h"

#include "core/base/checked.h"
#include "core/base/lower_case.h"
#include "core/base/plain_text.h"
#include "core/source/attribute_hints.h"
#include "core/source/finest_level.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view usualNamesText = "probabilities, predictions, exported_data or softmax";
constexpr std::array<std::string_view, 4> imageNames{"image", "raw", "img", "raw_data"};
// What stands in the names of probabilities, in lower case. Of predictions, only numbers with a
// fraction are probabilities.
constexpr std::array<std::string_view, 5> ofProbabilities{
    "prob", "softmax", "sigmoid", "pmap", "likelihood"};
constexpr std::array<std::string_view, 3> ofPredictions{"pred", "logit", "score"};
// What stands in the names of maps that hold the number of a class or an object.
constexpr std::array<std::string_view, 10> ofLabels{"label", "segment", "mask", "instance",
    "identit", "_ids", "ground_truth", "groundtruth", "argmax", "annotation"};
constexpr std::size_t minRank = 2;
constexpr std::size_t maxRank = 6; // of dimensions that are longer than 1
constexpr std::size_t maxRankWithSingletons = 8;
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

template <class Words> bool hasOneOf(const std::string& text, const Words& words)
{
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool isWholeNumber(const StoredArray& array)
{
    return array.number && array.number->kind != NumberKind::Float;
}

std::size_t rankOf(const StoredArray& array) // without dimensions of one entry
{
    return static_cast<std::size_t>(
        std::ranges::count_if(array.shape, [](auto extent) { return extent != 1; }));
}

// Bytes or 16 bits, a picture or a stack of them, and a dimension at either end that is as short as
// that of classes: models that save space write such.
bool hasClassesOfBytes(const StoredArray& array)
{
    constexpr std::uint64_t mostClasses = 32;
    constexpr std::uint64_t leastEdge = 8;
    constexpr std::size_t widest = 2;
    std::vector<std::uint64_t> extents;
    std::ranges::copy_if(
        array.shape, std::back_inserter(extents), [](auto extent) { return extent != 1; });
    if (array.number->kind != NumberKind::Unsigned || array.number->bytes > widest
        || extents.size() <= minRank)
        return false;
    const auto isShort = [](std::uint64_t extent) { return extent <= mostClasses; };
    const auto areEdges = [](std::span<const std::uint64_t> edges) {
        return std::ranges::all_of(edges, [](auto extent) { return extent >= leastEdge; });
    };
    const std::span all(extents);
    return (isShort(all.back()) && areEdges(all.first(all.size() - 1)))
        || (isShort(all.front()) && areEdges(all.subspan(1)));
}

std::string whyNoWholeNumbers(const StoredArray& array, std::string_view name)
{
    const auto lower = lowerCase(name);
    if (isOneOf(usualDatasetNames, lower))
        return {};
    if (hasOneOf(lower, ofLabels))
        return fmt::format("holds whole numbers ({}) and is called {}, so that each is taken for "
                           "the number of a class or an object, not for a probability",
            array.storedType, toPlainName(name));
    if (hasOneOf(lower, ofProbabilities) || hasClassesOfBytes(array))
        return {};
    return fmt::format("holds whole numbers ({}), which are taken for probabilities only in a "
                       "dataset called {}",
        array.storedType, usualNamesText);
}

// A list of colours or of distances.
bool isTable(const StoredArray& array)
{
    constexpr std::uint64_t leastEdge = 8;
    const auto edges =
        std::ranges::count_if(array.shape, [](auto extent) { return extent >= leastEdge; });
    return array.shape.size() <= minRank && edges < static_cast<std::ptrdiff_t>(minRank);
}

std::string whyUnlikely(const StoredArray& array)
{
    const auto name = lastComponent(array.path);
    if (isTable(array) && !isOneOf(usualDatasetNames, name))
        return fmt::format("is a small table ({}), hardly a picture", fmt::join(array.shape, "×"));
    if (isOneOf(imageNames, lowerCase(name)))
        return "is taken for the picture under the overlay";
    if (const auto bdv = bdvName(array.path))
        return fmt::format("is an image that BigDataViewer shows (setup {}, level {}); to see it "
                           "all the same, name it after the file",
            bdv->setup, bdv->level);
    return isWholeNumber(array) ? whyNoWholeNumbers(array, name) : std::string();
}

int likelihoodOf(const StoredArray& array)
{
    constexpr int byName = 16;
    constexpr int byVagueName = 8; // logits stand beside probabilities
    constexpr int byClasses = 4;
    constexpr int byRank = 2;
    constexpr int byType = 1;
    constexpr std::uint64_t fewClasses = 64;
    const auto path = lowerCase(array.path);
    int name = 0;
    if (hasOneOf(path, ofProbabilities))
        name = byName;
    else if (hasOneOf(path, ofPredictions) && !isWholeNumber(array))
        name = byVagueName;
    const bool hasRank = rankOf(array) > minRank;
    const bool hasClasses = hasRank && std::ranges::any_of(array.shape, [](auto extent) {
        return extent > 1 && extent <= fewClasses;
    });
    return name + (hasClasses ? byClasses : 0) + (hasRank ? byRank : 0)
        + (isWholeNumber(array) ? 0 : byType);
}

using Entries = std::vector<const DatasetEntry*>;

Entries suitableOnes(std::span<const DatasetEntry> entries)
{
    Entries suitable;
    for (const auto& entry : entries)
        if (entry.suitable)
            suitable.push_back(&entry);
    return suitable;
}

// Each dataset once: of its names the one that is no link, else the first.
Entries distinct(const Entries& entries)
{
    std::unordered_map<std::string_view, const DatasetEntry*> byDataset;
    for (const auto* entry : entries) {
        const auto& dataset = entry->target.empty() ? entry->path : entry->target;
        const auto [known, isNew] = byDataset.try_emplace(dataset, entry);
        if (!isNew && entry->target.empty())
            known->second = entry;
    }
    Entries once;
    once.reserve(byDataset.size());
    std::ranges::copy_if(entries, std::back_inserter(once), [&](const auto* entry) {
        return byDataset.at(entry->target.empty() ? entry->path : entry->target) == entry;
    });
    return once;
}

Entries named(const Entries& entries, std::string_view name)
{
    Entries found;
    std::ranges::copy_if(entries, std::back_inserter(found),
        [&](const auto* entry) { return lastComponent(entry->path) == name; });
    return found;
}

Entries likeliest(const Entries& entries)
{
    const auto most = *std::ranges::max_element(entries, {}, &DatasetEntry::likelihood);
    Entries found;
    std::ranges::copy_if(entries, std::back_inserter(found),
        [&](const auto* entry) { return entry->likelihood == most->likelihood; });
    return found;
}

Error ambiguous(const Entries& suitable, const std::string& file)
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

bool isOfIlastik(const DatasetEntry& entry)
{
    constexpr std::array<std::string_view, 3> applets{
        "/PixelClassification/", "/NNClassApplet/", "/ObjectClassification/"};
    return std::ranges::any_of(
        applets, [&](std::string_view applet) { return entry.path.starts_with(applet); });
}

Error noneSuitable(std::span<const DatasetEntry> entries, const std::string& file)
{
    if (entries.empty())
        return {ErrorCode::Unsupported, fmt::format("{} holds no datasets.", file), file};
    if (std::ranges::any_of(entries, isOfIlastik))
        return {ErrorCode::Unsupported,
            fmt::format("{} is an ilastik project that holds no predictions; export them in "
                        "ilastik (Prediction Export) and open the file that it writes.",
                file),
            file};
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
    if (!array.isThere)
        return fmt::format("leads to {}, which {}",
            array.target.empty() ? "nothing" : toPlainName(array.target),
            array.target.find("::") == std::string::npos ? "does not exist"
                                                         : "does not exist or may not be opened");
    if (array.storedType.empty())
        return "has a damaged description; copy or write the file again";
    if (!array.number)
        return fmt::format("is of type {}; Tessera reads floating-point and whole numbers and bool",
            array.storedType);
    if (isOneOf(array.shape, 0U))
        return fmt::format("is empty: its shape is {}", fmt::join(array.shape, "×"));
    const auto rank = array.shape.size();
    if (rank < minRank || rank > maxRankWithSingletons || rankOf(array) > maxRank)
        return fmt::format("has {} dimension{}; class probabilities need {} to {} (rows, columns, "
                           "and maybe classes, depth, time and a batch)",
            rank, rank == 1 ? "" : "s", minRank, maxRank);
    return {};
}

DatasetEntry judgeDataset(const StoredArray& array)
{
    auto reason = whyUnreadable(array);
    if (reason.empty())
        reason = whyUnlikely(array);
    const bool isSuitable = reason.empty();
    return {array.path, array.shape, array.storedType, isSuitable, std::move(reason), array.storage,
        array.target, isSuitable ? likelihoodOf(array) : 0};
}

Result<std::string> defaultDataset(
    std::span<const DatasetEntry> entries, const std::string& file, const std::string& preferred)
{
    const auto suitable = suitableOnes(entries);
    if (suitable.empty())
        return std::unexpected(noneSuitable(entries, file));
    const auto isPreferred = [&](const auto* entry) { return entry->path == preferred; };
    if (!preferred.empty() && std::ranges::any_of(suitable, isPreferred))
        return preferred;
    auto candidates = suitable;
    for (const auto name : usualDatasetNames)
        if (auto found = named(suitable, name); !found.empty()) {
            candidates = std::move(found);
            break;
        }
    candidates = withoutCoarserLevels(likeliest(distinct(candidates)));
    if (candidates.size() > 1)
        return std::unexpected(ambiguous(candidates, file));
    return candidates.front()->path;
}

} // namespace tessera
