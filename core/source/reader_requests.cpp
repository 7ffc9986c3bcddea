// SPDX-License-Identifier: MIT
#include "core/source/reader_protocol.h"
#include "core/source/reader_wire.h"

#include <utility>

namespace tessera {

namespace {

using namespace reader_wire;

void writeExtents(WireWriter& writer, const Extents& extents)
{
    writer.count(extents.size());
    for (const std::int64_t extent : extents)
        writer.number64(static_cast<std::uint64_t>(extent));
}

Extents readExtents(WireReader& reader)
{
    Extents extents(reader.count(reader_limits::dimensions, sizeof(std::int64_t)));
    for (std::int64_t& extent : extents)
        extent = static_cast<std::int64_t>(reader.number64());
    return extents;
}

void writeVersion(WireWriter& writer, const FileVersion& version)
{
    writer.number64(version.bytes);
    writer.number64(static_cast<std::uint64_t>(version.modifiedNs));
    writer.number64(version.device);
    writer.number64(version.inode);
}

FileVersion readVersion(WireReader& reader)
{
    FileVersion version;
    version.bytes = reader.number64();
    version.modifiedNs = static_cast<std::int64_t>(reader.number64());
    version.device = reader.number64();
    version.inode = reader.number64();
    return version;
}

void writeRequest(WireWriter& writer, const OpenRequest& request)
{
    write(writer, Kind::Open);
    writer.text(request.path);
    writeVersion(writer, request.version);
}

void writeRequest(WireWriter& writer, const ListRequest& /*request*/)
{
    write(writer, Kind::List);
}

void writeRequest(WireWriter& writer, const DescribeRequest& request)
{
    write(writer, Kind::Describe);
    writer.text(request.path);
    writer.number64(request.cacheBytes);
}

void writeRequest(WireWriter& writer, const ValuesRequest& request)
{
    write(writer, Kind::Values);
    writer.text(request.path);
}

void writeRequest(WireWriter& writer, const LocateRequest& request)
{
    write(writer, Kind::Locate);
    writer.number32(request.array);
    writeNumbers(writer, request.chunks);
}

void writeRequest(WireWriter& writer, const ReadRequest& request)
{
    write(writer, Kind::Read);
    writer.number32(request.array);
    writeExtents(writer, request.slab.start);
    writeExtents(writer, request.slab.count);
    writeExtents(writer, request.slab.step);
    writer.number64(request.bytes);
    writer.number64(request.memoryBytes);
}

void writeRequest(WireWriter& writer, const FileAnswer& answer)
{
    write(writer, Kind::FileAnswer);
    writer.text(answer.path);
    writeVersion(writer, answer.version);
}

void writeRequest(WireWriter& writer, const FileRefusal& refusal)
{
    write(writer, Kind::FileRefusal);
    writeError(writer, refusal.error);
}

DescribeRequest readDescribe(WireReader& reader)
{
    DescribeRequest request;
    request.path = reader.pathText(reader_limits::pathBytes);
    request.cacheBytes = reader.number64();
    return request;
}

LocateRequest readLocate(WireReader& reader)
{
    LocateRequest request;
    request.array = reader.number32();
    request.chunks = readNumbers(reader, reader_limits::chunksAtOnce);
    return request;
}

bool isSound(const ArraySlab& slab)
{
    const auto isAtLeast = [](const Extents& extents, std::int64_t least) {
        for (const std::int64_t extent : extents)
            if (extent < least)
                return false;
        return true;
    };
    return slab.start.size() == slab.count.size() && slab.start.size() == slab.step.size()
        && isAtLeast(slab.start, 0) && isAtLeast(slab.count, 1) && isAtLeast(slab.step, 1);
}

ReadRequest readRead(WireReader& reader)
{
    ReadRequest request;
    request.array = reader.number32();
    request.slab.start = readExtents(reader);
    request.slab.count = readExtents(reader);
    request.slab.step = readExtents(reader);
    request.bytes = reader.number64();
    request.memoryBytes = reader.number64();
    if (!isSound(request.slab) || request.bytes > reader_limits::sharedBytes
        || request.memoryBytes > reader_limits::sharedBytes
        || (request.memoryBytes != 0 && request.bytes > request.memoryBytes))
        reader.reject();
    return request;
}

template <class Named> Named readNamed(WireReader& reader)
{
    Named named;
    named.path = reader.pathText(reader_limits::pathBytes);
    named.version = readVersion(reader);
    return named;
}

ReaderRequest readRequest(WireReader& reader)
{
    switch (static_cast<Kind>(reader.number8())) {
    case Kind::Open:
        return readNamed<OpenRequest>(reader);
    case Kind::List:
        return ListRequest{};
    case Kind::Describe:
        return readDescribe(reader);
    case Kind::Values:
        return ValuesRequest{reader.pathText(reader_limits::pathBytes)};
    case Kind::Locate:
        return readLocate(reader);
    case Kind::Read:
        return readRead(reader);
    case Kind::FileAnswer:
        return readNamed<FileAnswer>(reader);
    case Kind::FileRefusal:
        return FileRefusal{readError(reader)};
    default:
        reader.reject();
    }
    return ListRequest{};
}

} // namespace

std::vector<std::byte> encodeRequest(const ReaderRequest& request)
{
    WireWriter writer;
    std::visit([&](const auto& form) { writeRequest(writer, form); }, request);
    return writer.take();
}

Result<ReaderRequest> decodeRequest(std::span<const std::byte> message)
{
    WireReader reader(message);
    ReaderRequest request = readRequest(reader);
    if (!reader.isWhole())
        return invalidMessage();
    return request;
}

} // namespace tessera
