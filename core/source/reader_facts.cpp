// SPDX-License-Identifier: MIT
#include "core/source/reader_facts.h"

#include "core/source/reader_protocol.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tessera::reader_wire {

namespace {

constexpr std::size_t leastTextBytes = 4; // its length
constexpr std::size_t leastFilterBytes = 14;
constexpr std::size_t leastAttributeBytes = 16;
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

// As many as go through; half of a text would mean nothing.
void writeTexts(WireWriter& writer, const std::vector<std::string>& texts)
{
    const std::size_t count = std::min(texts.size(), reader_limits::values);
    writer.count(count);
    for (std::size_t i = 0; i < count; ++i)
        writer.text(texts[i].size() > reader_limits::valueBytes ? std::string() : texts[i]);
}

std::vector<std::string> readTexts(WireReader& reader)
{
    std::vector<std::string> texts(reader.count(reader_limits::values, leastTextBytes));
    for (std::string& text : texts)
        text = reader.rawText(reader_limits::valueBytes);
    return texts;
}

void writeDoubles(WireWriter& writer, const std::vector<double>& numbers)
{
    const std::size_t count = std::min(numbers.size(), reader_limits::values);
    writer.count(count);
    for (std::size_t i = 0; i < count; ++i)
        writer.number64(std::bit_cast<std::uint64_t>(numbers[i]));
}

std::vector<double> readDoubles(WireReader& reader)
{
    std::vector<double> numbers(reader.count(reader_limits::values, sizeof(double)));
    for (double& number : numbers)
        number = std::bit_cast<double>(reader.number64());
    return numbers;
}

void writeAttributes(WireWriter& writer, const std::vector<AttributeFact>& attributes)
{
    const std::size_t count = std::min(attributes.size(), reader_limits::attributes);
    writer.count(count);
    for (std::size_t i = 0; i < count; ++i) {
        writer.number32(attributes[i].above);
        writeSentence(writer, attributes[i].name);
        writeTexts(writer, attributes[i].texts);
        writeDoubles(writer, attributes[i].numbers);
    }
}

std::vector<AttributeFact> readAttributes(WireReader& reader)
{
    const std::size_t count = reader.count(reader_limits::attributes, leastAttributeBytes);
    std::vector<AttributeFact> attributes;
    for (std::size_t i = 0; i < count && reader.isGood(); ++i) {
        AttributeFact& attribute = attributes.emplace_back();
        attribute.above = reader.number32();
        attribute.name = readSentence(reader);
        attribute.texts = readTexts(reader);
        attribute.numbers = readDoubles(reader);
    }
    return attributes;
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
    writer.flag(facts.writtenChunks.has_value());
    writeNumbers(writer, facts.writtenChunks.value_or(std::vector<std::uint64_t>{}));
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
    const bool areChunksKnown = reader.flag();
    auto written = readNumbers(reader, reader_limits::writtenChunks);
    if (areChunksKnown)
        facts.writtenChunks = std::move(written);
}

} // namespace

void writeArray(WireWriter& writer, const StoredArray& array)
{
    writer.text(array.path);
    writeNumbers(writer, array.shape);
    writeNumber(writer, array.number);
    writeSentence(writer, array.storedType);
    writeSentence(writer, array.storage);
    writer.text(array.target);
    writer.flag(array.isThere);
}

StoredArray readArray(WireReader& reader)
{
    StoredArray array;
    array.path = reader.pathText(reader_limits::pathBytes);
    array.shape = readShape(reader);
    array.number = readNumber(reader);
    array.storedType = readSentence(reader);
    array.storage = readSentence(reader);
    array.target = reader.pathText(reader_limits::pathBytes);
    array.isThere = reader.flag();
    return array;
}

void writeValues(WireWriter& writer, const StoredValues& values)
{
    writeNumbers(writer, values.shape);
    writeTexts(writer, values.texts);
    writeDoubles(writer, values.numbers);
}

StoredValues readValues(WireReader& reader)
{
    StoredValues values;
    values.shape = readShape(reader);
    values.texts = readTexts(reader);
    values.numbers = readDoubles(reader);
    return values;
}

void writeFacts(WireWriter& writer, const ArrayFacts& facts)
{
    writer.number32(facts.array);
    writeArray(writer, facts.claimed);
    writer.flag(facts.isConverted);
    writer.flag(facts.liesElsewhere);
    writeAttributes(writer, facts.attributes);
    writeStorage(writer, facts);
}

ArrayFacts readFacts(WireReader& reader)
{
    ArrayFacts facts;
    facts.array = reader.number32();
    facts.claimed = readArray(reader);
    facts.isConverted = reader.flag();
    facts.liesElsewhere = reader.flag();
    facts.attributes = readAttributes(reader);
    readStorage(reader, facts);
    return facts;
}

} // namespace tessera::reader_wire
