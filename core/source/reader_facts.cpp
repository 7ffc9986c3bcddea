// SPDX-License-Identifier: MIT
#include "core/source/reader_facts.h"

#include "core/source/reader_protocol.h"

#include <algorithm>
#include <cstring>

namespace tessera::reader_wire {

namespace {

constexpr std::size_t leastTextBytes = 4; // its length
constexpr std::size_t leastFilterBytes = 14;
constexpr std::size_t leastPartBytes = 20;

bool isSound(StoredNumber number)
{
    switch (number.bytes) {
    case 1:
        return number.kind != NumberKind::Float;
    case 2:
    case 4:
    case 8:
        return number.kind != NumberKind::Bool;
    default:
        return false;
    }
}

void writeNumber(WireWriter& writer, const std::optional<StoredNumber>& number)
{
    writer.flag(number.has_value());
    if (!number)
        return;
    writer.number8(static_cast<std::uint8_t>(number->kind));
    writer.number8(number->bytes);
    writer.flag(number->isBigEndian);
}

std::optional<StoredNumber> readNumber(WireReader& reader)
{
    if (!reader.flag())
        return std::nullopt;
    StoredNumber number;
    number.kind = reader.choice(NumberKind::Float);
    number.bytes = reader.number8();
    number.isBigEndian = reader.flag();
    if (!isSound(number))
        reader.reject();
    return number;
}

std::vector<std::uint64_t> readShape(WireReader& reader)
{
    return readNumbers(reader, reader_limits::dimensions);
}

void writeFilter(WireWriter& writer, const FilterFact& filter)
{
    std::uint32_t id = 0;
    std::memcpy(&id, &filter.step.id, sizeof id);
    writer.number32(id);
    writeSentence(writer, filter.step.name);
    writer.flag(filter.step.isOptional);
    writer.flag(filter.isAvailable);
    writer.count(filter.step.parameters.size());
    for (const unsigned parameter : filter.step.parameters)
        writer.number32(parameter);
}

FilterFact readFilter(WireReader& reader)
{
    FilterFact filter;
    const std::uint32_t id = reader.number32();
    std::memcpy(&filter.step.id, &id, sizeof id);
    filter.step.name = readSentence(reader);
    filter.step.isOptional = reader.flag();
    filter.isAvailable = reader.flag();
    filter.step.parameters.resize(
        reader.count(reader_limits::filterParameters, sizeof(std::uint32_t)));
    for (unsigned& parameter : filter.step.parameters)
        parameter = reader.number32();
    return filter;
}

void writeExternal(WireWriter& writer, const std::vector<ExternalPart>& parts)
{
    writer.count(parts.size());
    for (const ExternalPart& part : parts) {
        writer.text(part.name);
        writer.number64(part.offset);
        writer.number64(part.bytes);
    }
}

std::vector<ExternalPart> readExternal(WireReader& reader)
{
    std::vector<ExternalPart> parts;
    const std::size_t count = reader.count(reader_limits::externalParts, leastPartBytes);
    for (std::size_t i = 0; i < count && reader.isGood(); ++i) {
        ExternalPart& part = parts.emplace_back();
        part.name = reader.pathText(reader_limits::pathBytes);
        part.offset = reader.number64();
        part.bytes = reader.number64();
    }
    return parts;
}

void writeClassNames(WireWriter& writer, const std::vector<std::string>& names)
{
    const std::size_t count = std::min(names.size(), reader_limits::classes);
    writer.count(count);
    for (std::size_t i = 0; i < count; ++i)
        writeSentence(writer, names[i]);
}

std::vector<std::string> readClassNames(WireReader& reader)
{
    std::vector<std::string> names(reader.count(reader_limits::classes, leastTextBytes));
    for (std::string& name : names)
        name = readSentence(reader);
    return names;
}

void writeStorage(WireWriter& writer, const ArrayFacts& facts)
{
    writer.number8(static_cast<std::uint8_t>(facts.layout));
    writer.number64(facts.sampleBytes);
    writer.number64(facts.storedBytes);
    writer.number64(facts.fileBytes);
    writer.flag(facts.offset.has_value());
    writer.number64(facts.offset.value_or(0));
    writeNumbers(writer, facts.chunk);
    writer.count(facts.filters.size());
    for (const FilterFact& filter : facts.filters)
        writeFilter(writer, filter);
    writer.flag(facts.edgesAreUnfiltered);
    writeExternal(writer, facts.external);
    writer.bytes(facts.fill);
    writer.flag(facts.firstChunk.has_value());
    writeNumbers(writer, facts.firstChunk.value_or(std::vector<std::uint64_t>{}));
}

void readStorage(WireReader& reader, ArrayFacts& facts)
{
    facts.layout = reader.choice(StorageLayout::Unknown);
    facts.sampleBytes = reader.number64();
    facts.storedBytes = reader.number64();
    facts.fileBytes = reader.number64();
    const bool hasOffset = reader.flag();
    const std::uint64_t offset = reader.number64();
    if (hasOffset)
        facts.offset = offset;
    facts.chunk = readShape(reader);
    const std::size_t filters = reader.count(reader_limits::filters, leastFilterBytes);
    facts.filters.reserve(filters);
    for (std::size_t i = 0; i < filters; ++i)
        facts.filters.push_back(readFilter(reader));
    facts.edgesAreUnfiltered = reader.flag();
    facts.external = readExternal(reader);
    facts.fill = reader.bytes(reader_limits::sampleBytes);
    const bool hasFirstChunk = reader.flag();
    auto firstChunk = readShape(reader);
    if (hasFirstChunk)
        facts.firstChunk = std::move(firstChunk);
}

} // namespace

void writeArray(WireWriter& writer, const StoredArray& array)
{
    writer.text(array.path);
    writeNumbers(writer, array.shape);
    writeNumber(writer, array.number);
    writeSentence(writer, array.storedType);
    // What is too long for axes says nothing about them.
    writer.text(
        array.axisTags.size() > reader_limits::attributeBytes ? std::string() : array.axisTags);
}

StoredArray readArray(WireReader& reader)
{
    StoredArray array;
    array.path = reader.pathText(reader_limits::pathBytes);
    array.shape = readShape(reader);
    array.number = readNumber(reader);
    array.storedType = readSentence(reader);
    array.axisTags = reader.rawText(reader_limits::attributeBytes);
    return array;
}

void writeFacts(WireWriter& writer, const ArrayFacts& facts)
{
    writer.number32(facts.array);
    writeArray(writer, facts.claimed);
    writer.flag(facts.isConverted);
    writer.flag(facts.liesElsewhere);
    writeClassNames(writer, facts.classNames);
    writeStorage(writer, facts);
}

ArrayFacts readFacts(WireReader& reader)
{
    ArrayFacts facts;
    facts.array = reader.number32();
    facts.claimed = readArray(reader);
    facts.isConverted = reader.flag();
    facts.liesElsewhere = reader.flag();
    facts.classNames = readClassNames(reader);
    readStorage(reader, facts);
    return facts;
}

} // namespace tessera::reader_wire
