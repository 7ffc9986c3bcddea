// SPDX-License-Identifier: MIT
#include "core/source/guided_volume.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/attribute_hints.h"
#include "core/source/bdv_size.h"
#include "core/source/companion_image.h"
#include "core/source/default_dataset.h"
#include "core/source/facts_check.h"
#include "core/source/file_levels.h"
#include "core/source/guided_array.h"
#include "core/source/names_inside.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t maxListed = 5;

Result<FileListing> listed(const GuidedFile& file, const std::stop_token& stop)
{
    auto listing = file.guide->list(stop);
    if (!listing)
        return listing;
    return checkedListing(*std::move(listing));
}

std::vector<DatasetEntry> judged(const FileListing& listing)
{
    std::vector<DatasetEntry> entries;
    entries.reserve(listing.arrays.size());
    std::ranges::transform(listing.arrays, std::back_inserter(entries), judgeDataset);
    return entries;
}

// A file that was refused, or is missing, is the likely reason of what fails after it was asked
// for.
Error likelyCause(const GuidedFile& file, std::uint64_t failures, Error error)
{
    return file.links->failureSince(failures).value_or(std::move(error));
}

Error noSuchDataset(const GuidedFile& file, const std::string& name, const std::stop_token& stop)
{
    const auto listing = listed(file, stop);
    if (!listing)
        return listing.error();
    std::vector<std::string> known;
    for (const auto& array : listing->arrays)
        if (known.size() < maxListed && array.isThere)
            known.push_back(toPlainName(array.path));
    const auto& path = file.file->path();
    return {ErrorCode::NotFound,
        fmt::format("{} has no dataset {}; it holds {}.", shownName(path), toPlainName(name),
            known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))),
        toUtf8(path)};
}

Result<ArrayFacts> namedArray(
    const GuidedFile& file, const std::string& dataset, const std::stop_token& stop)
{
    const auto name = dataset.starts_with('/') ? dataset : "/" + dataset;
    const auto failures = file.links->failures();
    auto facts = file.guide->describe(name, 0, stop);
    if (!facts && facts.error().code == ErrorCode::NoPermission)
        return std::unexpected(likelyCause(file, failures, std::move(facts.error())));
    if (!facts && facts.error().code == ErrorCode::NotFound)
        return std::unexpected(file.links->failures() == failures
                ? noSuchDataset(file, name, stop)
                : likelyCause(file, failures, std::move(facts.error())));
    if (facts)
        facts->claimed.path = name;
    return facts;
}

std::string listedInPart(const GuidedFile& file)
{
    return fmt::format("Not all that {} holds could be listed; it is damaged, or holds very many "
                       "objects or groups in one another.",
        shownName(file.file->path()));
}

// Whether what is looked for is likely in another file. One that was not allowed may hold anything;
// one that is missing hardly matters where there are others.
bool mayBeLinked(const GuidedFile& file, const FileListing& listing, std::uint64_t failures)
{
    const auto failure = file.links->failureSince(failures);
    return failure
        && (std::ranges::none_of(listing.arrays, &StoredArray::isThere)
            || failure->code == ErrorCode::NoPermission);
}

Result<ArrayFacts> chosenArray(
    const GuidedFile& file, std::vector<std::string>& warnings, const std::stop_token& stop)
{
    const auto failures = file.links->failures();
    const auto listing = listed(file, stop);
    if (!listing)
        return std::unexpected(listing.error());
    const auto& path = file.file->path();
    if (!listing->isComplete)
        warnings.push_back(listedInPart(file));
    const auto name = defaultDataset(judged(*listing), shownName(path), listing->preferred);
    if (name)
        return namedArray(file, *name, stop);
    Error error{name.error().code, name.error().message, toUtf8(path)};
    if (listing->arrays.empty() && !listing->isComplete)
        error.message = listedInPart(file);
    if (error.code != ErrorCode::Ambiguous && mayBeLinked(file, *listing, failures))
        error = likelyCause(file, failures, std::move(error));
    return std::unexpected(std::move(error));
}

// What other arrays of the file, or BigDataViewer's file beside it, say of the array, where its
// attributes do not.
ArrayPtr withHintsAround(const GuidedFile& file, const ArrayPtr& array, const std::stop_token& stop)
{
    ArrayHints hints = array->info.hints;
    const auto& dataset = array->info.dataset;
    const bool isNamed = !hints.classNames.empty() || !hints.otherNames.empty();
    if (!isNamed)
        hints.otherNames = namesInside(*file.guide, dataset, stop);
    const auto bdv = bdvName(dataset);
    const bool isMeasured = !hints.spacing.perDimension.empty();
    if (bdv && !isMeasured)
        hints.spacing = bdvSpacing(file.file->path(), *bdv, *file.guide, stop);
    if (isNamed && isMeasured)
        return array;
    auto hinted = std::make_shared<OpenedArray>(*array);
    hinted->info.hints = std::move(hints);
    return hinted;
}

Result<ArrayPtr> openProbabilities(
    const GuidedFile& file, const std::string& dataset, const std::stop_token& stop)
{
    std::vector<std::string> warnings;
    auto facts =
        dataset.empty() ? chosenArray(file, warnings, stop) : namedArray(file, dataset, stop);
    if (!facts)
        return std::unexpected(std::move(facts.error()));
    const StoredArray array = checkedListing({{facts->claimed}, true}).arrays.front();
    if (const auto reason = whyUnreadable(array); !reason.empty())
        return fail(ErrorCode::Unsupported,
            fmt::format(
                "{} in {} {}.", toPlainName(array.path), shownName(file.file->path()), reason),
            toUtf8(file.file->path()));
    const auto opened =
        openArray(file, *std::move(facts), ArrayUse::Probabilities, std::move(warnings), stop);
    return opened ? Result<ArrayPtr>(withHintsAround(file, *opened, stop)) : opened;
}

Result<ArrayPtr> openImage(
    const GuidedFile& file, const std::string& dataset, const std::stop_token& stop)
{
    auto facts = file.guide->describe(dataset, 0, stop);
    if (!facts)
        return std::unexpected(std::move(facts.error()));
    facts->claimed.path = dataset;
    return openArray(file, *std::move(facts), ArrayUse::Image, {}, stop);
}

} // namespace

GuidedVolumeFile::GuidedVolumeFile(GuidedFile file)
    : m_file(std::move(file))
{
}

Result<std::vector<DatasetEntry>> GuidedVolumeFile::list(const std::stop_token& stop)
{
    const auto listing = listed(m_file, stop);
    if (!listing)
        return std::unexpected(listing.error());
    return judged(*listing);
}

Result<ArrayPtr> GuidedVolumeFile::open(const std::string& dataset, ArrayUse use,
    const OpenProgress& /*progress*/, const std::stop_token& stop)
{
    return use == ArrayUse::Image ? openImage(m_file, dataset, stop)
                                  : openProbabilities(m_file, dataset, stop);
}

std::vector<std::string> GuidedVolumeFile::imagesOf(const std::string& dataset)
{
    return companionNames(dataset);
}

std::vector<ArrayLevel> GuidedVolumeFile::levelsOf(
    const OpenedArray& array, const std::stop_token& stop)
{
    return findFileLevels(m_file, array, stop);
}

} // namespace tessera
