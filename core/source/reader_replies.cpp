// SPDX-License-Identifier: MIT
#include "core/source/reader_facts.h"
#include "core/source/reader_protocol.h"
#include "core/source/reader_wire.h"

#include <utility>

namespace tessera {

namespace {

using namespace reader_wire;

constexpr std::uint64_t helloMagic = 0x726561'64657221ULL; // so that a stranger is noticed
constexpr std::size_t leastStepBytes = 9; // two empty texts and a flag
constexpr std::size_t placeBytes = 20;

void writeReply(WireWriter& writer, const ReaderHello& hello)
{
    write(writer, Kind::Hello);
    writer.number64(helloMagic);
    writer.number32(readerProtocolVersion);
    writeSentence(writer, hello.version);
    writeSentence(writer, hello.libraries);
    writer.count(hello.sandbox.size());
    for (const SandboxStep& step : hello.sandbox) {
        writeSentence(writer, step.name);
        writer.flag(step.holds);
        writeSentence(writer, step.note);
    }
}

void writeReply(WireWriter& writer, const Done& /*reply*/)
{
    write(writer, Kind::Done);
}

void writeReply(WireWriter& writer, const FileListing& listing)
{
    write(writer, Kind::Listing);
    writer.flag(listing.isComplete);
    writer.text(listing.preferred);
    writer.count(listing.arrays.size());
    for (const StoredArray& array : listing.arrays)
        writeArray(writer, array);
}

void writeReply(WireWriter& writer, const ArrayFacts& facts)
{
    write(writer, Kind::Facts);
    writeFacts(writer, facts);
}

void writeReply(WireWriter& writer, const StoredValues& values)
{
    write(writer, Kind::SmallArray);
    writeValues(writer, values);
}

void writeReply(WireWriter& writer, const ChunkPlaces& reply)
{
    write(writer, Kind::Places);
    writer.count(reply.places.size());
    for (const ChunkPlace& place : reply.places) {
        writer.number64(place.offset);
        writer.number64(place.bytes);
        writer.number32(place.filterMask);
    }
}

void writeReply(WireWriter& writer, const FileWish& wish)
{
    write(writer, Kind::FileWish);
    writer.text(wish.name);
}

void writeReply(WireWriter& writer, const Error& error)
{
    write(writer, Kind::Failure);
    writeError(writer, error);
}

ReaderHello readHello(WireReader& reader)
{
    // Of another version nothing more is understood.
    if (reader.number64() != helloMagic || reader.number32() != readerProtocolVersion)
        reader.reject();
    ReaderHello hello;
    hello.version = readSentence(reader);
    hello.libraries = readSentence(reader);
    hello.sandbox.resize(reader.count(reader_limits::sandboxSteps, leastStepBytes));
    for (SandboxStep& step : hello.sandbox) {
        step.name = readSentence(reader);
        step.holds = reader.flag();
        step.note = readSentence(reader);
    }
    return hello;
}

FileListing readListing(WireReader& reader)
{
    FileListing listing;
    listing.isComplete = reader.flag();
    listing.preferred = reader.pathText(reader_limits::pathBytes);
    const std::size_t count = reader.count(reader_limits::arrays, leastArrayBytes);
    for (std::size_t i = 0; i < count && reader.isGood(); ++i)
        listing.arrays.push_back(readArray(reader));
    return listing;
}

ChunkPlaces readPlaces(WireReader& reader)
{
    ChunkPlaces reply;
    reply.places.resize(reader.count(reader_limits::chunksAtOnce, placeBytes));
    for (ChunkPlace& place : reply.places) {
        place.offset = reader.number64();
        place.bytes = reader.number64();
        place.filterMask = reader.number32();
    }
    return reply;
}

ReaderReply readReply(WireReader& reader)
{
    switch (static_cast<Kind>(reader.number8())) {
    case Kind::Hello:
        return readHello(reader);
    case Kind::Done:
        return Done{};
    case Kind::Listing:
        return readListing(reader);
    case Kind::Facts:
        return readFacts(reader);
    case Kind::SmallArray:
        return readValues(reader);
    case Kind::Places:
        return readPlaces(reader);
    case Kind::FileWish:
        return FileWish{reader.pathText(reader_limits::pathBytes)};
    case Kind::Failure:
        return readError(reader);
    default:
        reader.reject();
    }
    return Done{};
}

} // namespace

std::vector<std::byte> encodeReply(const ReaderReply& reply)
{
    WireWriter writer;
    std::visit([&](const auto& form) { writeReply(writer, form); }, reply);
    return writer.take();
}

Result<ReaderReply> decodeReply(std::span<const std::byte> message)
{
    WireReader reader(message);
    ReaderReply reply = readReply(reader);
    if (!reader.isWhole())
        return invalidMessage();
    return reply;
}

} // namespace tessera
