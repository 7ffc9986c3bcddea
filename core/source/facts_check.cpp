// SPDX-License-Identifier: MIT
#include "core/source/facts_check.h"

#include "core/base/checked.h"
#include "core/base/plain_text.h"
#include "core/source/chunk_grid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostDimensions = 32; // as HDF5 has it
// Sums and products of a few of them still fit 64 bits with a sign.
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 60U;
constexpr std::uint64_t mostChunkBytes = 0xFFFF'FFFFU; // as HDF5 has it
constexpr std::size_t mostFilters = 32; // as many as a filter mask has bits
constexpr std::size_t mostParameters = 64;
constexpr int mostFilterId = 65'535;
constexpr std::size_t mostParts = 4096;
constexpr std::size_t mostPartNameBytes = 4096;
constexpr std::size_t mostAttributes = 1024;
constexpr std::size_t mostAttributeBytes = 1'000'000; // of all together
constexpr std::size_t mostLinkBytes = 65'536;
constexpr std::size_t mostListed = 20'000;
constexpr std::uint64_t mostSampleBytes = 1024; // the widest number in use has 16

std::unexpected<Error> malformed(const FactsBounds& bounds, const std::string& what)
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} is damaged: {}; copy or write the file again.", bounds.subject, what),
        bounds.subject);
}

std::unexpected<Error> tooFewSamples(
    const FactsBounds& bounds, std::uint64_t claimed, std::uint64_t held)
{
    const auto needed = toText(ByteCount{claimed});
    const auto there = toText(ByteCount{held});
    if (needed == there) // rounded
        return malformed(bounds,
            fmt::format("its shape needs {} bytes, but the file holds {} for it", claimed, held));
    return malformed(
        bounds, fmt::format("its shape needs {}, but the file holds {} for it", needed, there));
}

std::optional<std::uint64_t> bytesOf(
    const std::vector<std::uint64_t>& shape, std::uint64_t sampleBytes)
{
    const auto samples = checkedProduct(shape);
    const auto bytes = samples ? checkedProduct(*samples, sampleBytes) : std::nullopt;
    return bytes && *bytes <= mostBytes ? bytes : std::nullopt;
}

bool isWidthOf(NumberKind kind, std::uint8_t bytes)
{
    const bool isPowerOfTwo = bytes == 2 || bytes == 4 || bytes == 8;
    switch (kind) {
    case NumberKind::Bool:
        return bytes == 1;
    case NumberKind::Float:
        return isPowerOfTwo;
    case NumberKind::Signed:
    case NumberKind::Unsigned:
        return bytes == 1 || isPowerOfTwo;
    }
    return false; // no value of the enumeration
}

Result<> checkNumber(const ArrayFacts& facts, const FactsBounds& bounds)
{
    if (!facts.claimed.number)
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is of type {}, which is not read.", bounds.subject,
                toPlainName(facts.claimed.storedType)),
            bounds.subject);
    const StoredNumber number = *facts.claimed.number;
    if (!isWidthOf(number.kind, number.bytes))
        return malformed(
            bounds, fmt::format("its numbers are said to have {} bytes", number.bytes));
    if (facts.sampleBytes == 0 || facts.sampleBytes > mostSampleBytes
        || (!facts.isConverted && facts.sampleBytes != number.bytes))
        return malformed(
            bounds, fmt::format("its samples are said to have {} bytes", facts.sampleBytes));
    if (facts.fill.size() != number.bytes)
        return malformed(
            bounds, fmt::format("its fill value is said to have {} bytes", facts.fill.size()));
    return {};
}

Result<> checkShape(const ArrayFacts& facts, const FactsBounds& bounds)
{
    const auto& shape = facts.claimed.shape;
    if (shape.empty() || shape.size() > mostDimensions)
        return malformed(bounds, fmt::format("it is said to have {} dimensions", shape.size()));
    if (std::ranges::find(shape, 0U) != shape.end())
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is empty: its shape is {}.", bounds.subject, fmt::join(shape, "×")),
            bounds.subject);
    const std::uint64_t widest =
        std::max<std::uint64_t>(facts.sampleBytes, elementSize(deliveredAs(*facts.claimed.number)));
    if (!bytesOf(shape, widest))
        return fail(ErrorCode::Malformed,
            fmt::format("{} claims the shape {}, which is more than can be addressed; the file may "
                        "be damaged.",
                bounds.subject, fmt::join(shape, "×")),
            bounds.subject);
    return {};
}

// Either we undo all of them, or the library does: the one to name is best one that neither knows.
const FilterFact* missingFilter(const std::vector<FilterFact>& filters)
{
    const FilterFact* missing = nullptr;
    bool areOurs = true;
    for (const auto& filter : filters) {
        const bool isOurs = canDecode({&filter.step, 1});
        areOurs = areOurs && isOurs;
        if (!filter.isAvailable && (missing == nullptr || !isOurs))
            missing = &filter;
    }
    return areOurs ? nullptr : missing;
}

Result<> checkFilters(const ArrayFacts& facts, const FactsBounds& bounds)
{
    if (facts.filters.size() > mostFilters)
        return malformed(
            bounds, fmt::format("its chunks are said to pass {} filters", facts.filters.size()));
    for (const auto& [step, isAvailable] : facts.filters) {
        if (step.parameters.size() > mostParameters)
            return malformed(bounds,
                fmt::format("its filter {} is said to have {} parameters", step.id,
                    step.parameters.size()));
        if (step.id <= 0 || step.id > mostFilterId)
            return malformed(bounds, fmt::format("it names a filter {}", step.id));
    }
    if (const auto* filter = missingFilter(facts.filters))
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is stored with the HDF5 filter {} ({}), which this computer lacks; "
                        "install its HDF5 plugin, or write the file with gzip.",
                bounds.subject, toPlainName(filter->step.name), filter->step.id),
            bounds.subject);
    return {};
}

// A chunk may be longer than the array, as the first one of an array that grows is: what matters
// is only that one fits the memory.
Result<> checkChunks(const ArrayFacts& facts, const FactsBounds& bounds)
{
    if (facts.chunk.size() != facts.claimed.shape.size())
        return malformed(bounds,
            fmt::format("its chunks have {} dimensions and it has {}", facts.chunk.size(),
                facts.claimed.shape.size()));
    const auto stored = bytesOf(facts.chunk, facts.sampleBytes);
    if (!stored || *stored == 0 || *stored > mostChunkBytes)
        return malformed(
            bounds, fmt::format("its chunks are said to be {}", fmt::join(facts.chunk, "×")));
    if (const auto bytes = deliveredChunkBytes(facts); bytes > bounds.memory)
        return fail(ErrorCode::TooLarge,
            fmt::format("{} is stored in chunks of {}, but only {} of memory may be used; write "
                        "it with smaller chunks, or allow more memory.",
                bounds.subject, toText(bytes), toText(bounds.memory)),
            bounds.subject);
    return {};
}

std::uint64_t neededBytes(const ArrayFacts& facts)
{
    return bytesOf(facts.claimed.shape, facts.sampleBytes).value_or(mostBytes);
}

Result<> checkExternal(const ArrayFacts& facts, const FactsBounds& bounds)
{
    if (facts.external.size() > mostParts)
        return malformed(
            bounds, fmt::format("it is said to lie in {} files", facts.external.size()));
    const std::uint64_t needed = neededBytes(facts);
    std::uint64_t held = 0;
    for (const auto& part : facts.external) {
        if (part.name.empty() || part.name.size() > mostPartNameBytes)
            return malformed(bounds, "a file that it lies in has no proper name");
        if (part.offset > mostBytes)
            return malformed(bounds,
                fmt::format("it is said to begin at byte {} of the file {}", part.offset,
                    toPlainName(part.name)));
        held = std::min(needed, held + std::min(needed, part.bytes));
    }
    return held < needed ? tooFewSamples(bounds, needed, held) : Result<>();
}

Result<> checkContiguous(const ArrayFacts& facts, const FactsBounds& bounds)
{
    if (!facts.external.empty())
        return checkExternal(facts, bounds);
    if (facts.storedBytes == 0) // nothing was written, all is fill value
        return {};
    const std::uint64_t needed = neededBytes(facts);
    if (facts.storedBytes < needed)
        return tooFewSamples(bounds, needed, facts.storedBytes);
    // Of another file only the guide knows the size.
    const std::uint64_t fileBytes = facts.liesElsewhere ? facts.fileBytes : bounds.fileBytes;
    const std::uint64_t before = std::min(fileBytes, facts.offset.value_or(0));
    if (fileBytes - before < needed)
        return tooFewSamples(bounds, needed, fileBytes - before);
    return {};
}

Result<> checkLayout(const ArrayFacts& facts, const FactsBounds& bounds)
{
    switch (facts.layout) {
    case StorageLayout::Compact: // which libhdf5 1.10 reads past its end where there is too little
        return facts.storedBytes < neededBytes(facts)
            ? tooFewSamples(bounds, neededBytes(facts), facts.storedBytes)
            : Result<>();
    case StorageLayout::Contiguous:
        return checkContiguous(facts, bounds);
    case StorageLayout::Chunked:
        return checkChunks(facts, bounds);
    case StorageLayout::Virtual:
        return {};
    case StorageLayout::Unknown:
        break;
    }
    return fail(ErrorCode::Unsupported,
        fmt::format("{} is stored in a way that Tessera does not know; write it in chunks.",
            bounds.subject),
        bounds.subject);
}

bool isChunkOf(const std::vector<std::uint64_t>& corner, const ArrayFacts& facts)
{
    if (corner.size() != facts.chunk.size())
        return false;
    for (std::size_t dimension = 0; dimension < corner.size(); ++dimension)
        if (corner[dimension] >= facts.claimed.shape[dimension]
            || corner[dimension] % facts.chunk[dimension] != 0)
            return false;
    return true;
}

// Each once, in rising order, and of this array.
bool areChunksOf(const std::vector<std::uint64_t>& written, const ArrayFacts& facts)
{
    const auto chunks = chunkCount(facts.claimed.shape, facts.chunk);
    return chunks && std::ranges::is_sorted(written, std::ranges::less_equal())
        && (written.empty() || written.back() < *chunks);
}

void cleanClaims(StoredArray& claimed)
{
    claimed.storedType = toPlainName(claimed.storedType);
    claimed.storage = toPlainName(claimed.storage);
    if (claimed.target.size() > mostLinkBytes)
        claimed.target.resize(mostLinkBytes);
}

std::size_t bytesOf(const AttributeFact& attribute)
{
    std::size_t bytes = attribute.name.size() + attribute.numbers.size() * sizeof(double);
    for (const auto& text : attribute.texts)
        bytes += text.size() + sizeof(std::string);
    return bytes;
}

// Those that fit, the nearest first. Half of one would mean nothing.
void keepBounded(std::vector<AttributeFact>& attributes)
{
    if (attributes.size() > mostAttributes)
        attributes.resize(mostAttributes);
    std::size_t bytes = 0;
    std::erase_if(attributes, [&](const AttributeFact& attribute) {
        const auto own = bytesOf(attribute);
        const bool fits = own <= mostAttributeBytes - bytes;
        bytes += fits ? own : 0;
        return !fits;
    });
}

void cleanTexts(ArrayFacts& facts)
{
    cleanClaims(facts.claimed);
    for (auto& filter : facts.filters)
        filter.step.name = toPlainName(filter.step.name);
    keepBounded(facts.attributes);
}

} // namespace

Result<ArrayFacts> checkedFacts(ArrayFacts facts, const FactsBounds& bounds)
{
    for (const auto check : {checkNumber, checkShape, checkFilters, checkLayout})
        if (auto sound = check(facts, bounds); !sound)
            return std::unexpected(std::move(sound.error()));
    if (facts.layout != StorageLayout::Chunked)
        facts.chunk.clear();
    if (facts.firstChunk && !isChunkOf(*facts.firstChunk, facts))
        facts.firstChunk.reset();
    if (facts.writtenChunks && !areChunksOf(*facts.writtenChunks, facts))
        facts.writtenChunks.reset();
    cleanTexts(facts);
    return facts;
}

FileListing checkedListing(FileListing listing)
{
    if (listing.arrays.size() > mostListed) {
        listing.arrays.resize(mostListed);
        listing.isComplete = false;
    }
    if (listing.preferred.size() > mostLinkBytes)
        listing.preferred.clear();
    for (auto& array : listing.arrays) {
        cleanClaims(array);
        if (array.number && !isWidthOf(array.number->kind, array.number->bytes))
            array.number.reset();
        if (array.shape.size() > mostDimensions) {
            array.shape.clear();
            array.storedType.clear(); // its description is damaged
        }
    }
    return listing;
}

ByteCount deliveredChunkBytes(const ArrayFacts& facts)
{
    if (facts.chunk.empty() || !facts.claimed.number)
        return {};
    const auto sampleBytes = elementSize(deliveredAs(*facts.claimed.number));
    return {bytesOf(facts.chunk, sampleBytes).value_or(mostBytes)};
}

} // namespace tessera
