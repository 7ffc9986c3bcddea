// SPDX-License-Identifier: MIT
#include "core/source/guided_array.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/attribute_hints.h"
#include "core/source/cache_choice.h"
#include "core/source/facts_check.h"
#include "core/source/guided_plan.h"
#include "core/source/late_reader.h"
#include "core/source/slab_readers.h"
#include "core/source/storage_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace tessera {

namespace {

constexpr std::uint64_t minCacheBytes = 1U << 20U; // the library's own default
constexpr std::uint64_t maxCacheBytes = 64U << 20U;
constexpr ByteCount leastAtOnce = megabytes(256); // no block is as large, where chunks are not
constexpr std::size_t mostWarnings = 8; // of one sort

// All chunks of a band of the plane as high as one chunk, so that neighbouring tiles of a row
// find them decoded. Which dimensions those are is not known here: the two of most chunks.
std::uint64_t cacheBytes(const ArrayInfo& info, ByteCount chunkBytes)
{
    std::uint64_t most = 1;
    std::uint64_t second = 1;
    for (std::size_t dimension = 0; dimension < info.shape.size(); ++dimension) {
        const auto extent = info.shape[dimension];
        const auto chunk = info.chunk[dimension];
        const auto chunks = extent / chunk + (extent % chunk == 0 ? 0 : 1);
        second = std::max(second, std::min(most, chunks));
        most = std::max(most, chunks);
    }
    const auto chunks = checkedProduct(most, second);
    const auto bytes = chunks ? checkedProduct(*chunks, chunkBytes.value) : std::nullopt;
    return std::clamp(bytes.value_or(maxCacheBytes), minCacheBytes, maxCacheBytes);
}

ArrayInfo describe(const GuidedFile& file, const ArrayFacts& facts)
{
    ArrayInfo info;
    info.path = file.file->path();
    info.dataset = facts.claimed.path;
    info.version = file.file->version();
    info.shape = facts.claimed.shape;
    info.type = deliveredAs(facts.claimed.number.value());
    info.unit = unitOf(facts.claimed.number.value());
    info.storedType = facts.claimed.storedType;
    info.storage = storageText(facts);
    info.chunk = facts.chunk;
    info.hints = hintsOf(facts);
    return info;
}

Result<> checkParts(const ExternalStorage& storage, std::vector<std::string>& warnings)
{
    const auto isOpen = [](const OpenedPart& part) { return part.file.has_value(); };
    if (!std::ranges::any_of(storage.parts, isOpen))
        return std::unexpected(storage.parts.front().file.error());
    for (const auto& part : storage.parts)
        if (!part.file && warnings.size() < mostWarnings)
            warnings.push_back(part.file.error().message);
    return {};
}

// The library takes the fill value for sources of a virtual array that are not there, without an
// error.
void addMissingSources(
    const GuidedFile& file, const ArrayFacts& facts, std::vector<std::string>& warnings)
{
    if (facts.layout != StorageLayout::Virtual || facts.liesElsewhere)
        return;
    const std::size_t most = warnings.size() + mostWarnings;
    for (const auto& source : facts.external) {
        if (warnings.size() == most)
            return;
        const bool isItself = source.name == ".";
        const bool isPattern = source.name.find('%') != std::string::npos;
        if (isItself || isPattern)
            continue;
        const auto other = file.links->open(source.name);
        if (!other && other.error().code == ErrorCode::NotFound)
            warnings.push_back(
                fmt::format("{} Its samples are shown as the fill value.", other.error().message));
        else if (!other)
            warnings.push_back(other.error().message);
    }
}

Result<StoragePlan> planFor(const GuidedFile& file, const ArrayFacts& facts, ArrayInfo& info,
    const FactsBounds& bounds, ArrayUse use, const std::stop_token& stop)
{
    auto plan = verified(
        planStorage(file, facts, bounds.subject, use == ArrayUse::Probabilities), facts, stop);
    if (stop.stop_requested())
        return cancelled();
    addMissingSources(file, facts, info.warnings);
    if (const auto* external = std::get_if<ExternalStorage>(&plan.storage))
        if (auto checked = checkParts(*external, info.warnings); !checked)
            return std::unexpected(std::move(checked.error()));
    if (info.chunk.empty() || !std::holds_alternative<OpaqueStorage>(plan.storage))
        return plan;
    // The guide reads the chunks, so it should keep some; only the number of its answer counts.
    const auto again =
        file.guide->describe(info.dataset, cacheBytes(info, deliveredChunkBytes(facts)), stop);
    if (!again)
        return std::unexpected(again.error());
    ArrayFacts cached = facts;
    cached.array = again->array;
    plan = planStorage(file, cached, bounds.subject, use == ArrayUse::Probabilities);
    plan.storage = OpaqueStorage{};
    return plan;
}

FactsBounds boundsOf(const GuidedFile& file, const ArrayFacts& facts)
{
    return {fmt::format("{} in {}", toPlainName(facts.claimed.path), shownName(file.file->path())),
        file.file->size().value, file.limits.memory};
}

} // namespace

Result<ArrayPtr> openArrayLater(const GuidedFile& file, ArrayFacts facts)
{
    const auto bounds = boundsOf(file, facts);
    auto sound = checkedFacts(std::move(facts), bounds);
    if (!sound)
        return std::unexpected(std::move(sound.error()));
    auto info = describe(file, *sound);
    const auto open = [file, facts = *std::move(sound)](const std::stop_token& stop) {
        return openArray(file, facts, ArrayUse::Probabilities, {}, stop);
    };
    return std::make_shared<const OpenedArray>(std::move(info),
        std::make_shared<LateReader>(file.file->path(), open), nullptr,
        std::max(file.limits.memory, leastAtOnce));
}

Result<ArrayPtr> openArray(const GuidedFile& file, ArrayFacts facts, ArrayUse use,
    std::vector<std::string> warnings, const std::stop_token& stop)
{
    const auto bounds = boundsOf(file, facts);
    const auto sound = checkedFacts(std::move(facts), bounds);
    if (!sound)
        return std::unexpected(sound.error());
    auto info = describe(file, *sound);
    info.warnings = std::move(warnings);
    const auto plan = planFor(file, *sound, info, bounds, use, stop);
    if (!plan)
        return std::unexpected(plan.error());
    auto reader = makeReader(*plan, cacheFor(file.limits, deliveredChunkBytes(*sound)));
    return std::make_shared<const OpenedArray>(
        std::move(info), std::move(reader), plan->guide, std::max(file.limits.memory, leastAtOnce));
}

} // namespace tessera
