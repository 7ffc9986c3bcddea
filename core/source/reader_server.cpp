// SPDX-License-Identifier: MIT
#include "core/source/reader_server.h"

#include "core/base/path_text.h"
#include "core/source/reader_protocol.h"

#include <exception>
#include <new>
#include <utility>

namespace tessera {

namespace {

Error unexpectedRequest()
{
    return {ErrorCode::BadArgument, "A request came that cannot be answered now.", {}};
}

Error outOfMemory()
{
    return {ErrorCode::OutOfMemory,
        "The HDF5 library needed more memory than it may have; the file is probably damaged.", {}};
}

// For what the other side would not take for a message.
Error tooMuch()
{
    return {ErrorCode::Unsupported,
        "The file says more about itself than Tessera takes; it is damaged, or made for something "
        "else.",
        {}};
}

// Of what either gives, a reply.
template <class T> ReaderReply replyOf(Result<T> result)
{
    if (!result)
        return std::move(result.error());
    return *std::move(result);
}

ReaderReply replyOf(Result<> result)
{
    if (!result)
        return std::move(result.error());
    return Done{};
}

} // namespace

// Asks the other side, which answers instead of sending its next request.
class ReaderServer::AskedFiles : public OtherFiles {
public:
    explicit AskedFiles(MessageSocket& socket)
        : m_socket(socket)
    {
    }

    Result<PositionedFile> open(const std::string& name) override
    {
        if (auto sent = m_socket.send(encodeReply(FileWish{name})); !sent)
            return std::unexpected(sent.error());
        auto message = m_socket.receive();
        if (!message)
            return std::unexpected(message.error());
        auto request = decodeRequest(message->bytes);
        if (!request)
            return std::unexpected(request.error());
        if (auto* const refusal = std::get_if<FileRefusal>(&*request))
            return std::unexpected(std::move(refusal->error));
        const auto* const answer = std::get_if<FileAnswer>(&*request);
        if (answer == nullptr || !message->descriptor.isOpen())
            return std::unexpected(unexpectedRequest());
        return PositionedFile::handedOver(
            fromUtf8(answer->path), std::move(message->descriptor), answer->version);
    }

private:
    MessageSocket& m_socket;
};

ReaderServer::ReaderServer(
    OwnedDescriptor socket, GuideMaker& guides, std::function<void()> beforeEach)
    : m_socket(std::move(socket), MessageSocket::Takes::Descriptors)
    , m_guides(guides)
    , m_beforeEach(std::move(beforeEach))
{
}

Result<> ReaderServer::send(const ReaderReply& reply)
{
    auto message = encodeReply(reply);
    // What a file holds may be beyond all limits; the other side would take it for an attack.
    if (message.size() > MessageSocket::mostBytes || !decodeReply(message))
        message = encodeReply(tooMuch());
    return m_socket.send(message);
}

Result<> ReaderServer::run(const ReaderHello& hello)
{
    if (auto sent = send(hello); !sent)
        return sent;
    while (true) {
        auto message = m_socket.receive();
        if (!message && message.error().code == ErrorCode::NotFound)
            return {};
        if (!message)
            return std::unexpected(message.error());
        const auto request = decodeRequest(message->bytes);
        if (!request)
            return std::unexpected(request.error());
        if (m_beforeEach)
            m_beforeEach();
        if (auto sent = send(answer(*request, std::move(message->descriptor))); !sent)
            return sent;
    }
}

ReaderReply ReaderServer::answer(const ReaderRequest& request, OwnedDescriptor descriptor)
{
    try {
        return std::visit(
            [&](const auto& form) { return work(form, std::move(descriptor)); }, request);
    } catch (const std::bad_alloc&) {
        return outOfMemory();
    } catch (const std::exception& error) {
        return Error{ErrorCode::Unreadable, error.what(), {}};
    }
}

ReaderReply ReaderServer::work(const OpenRequest& request, OwnedDescriptor descriptor)
{
    if (m_guide || !descriptor.isOpen())
        return unexpectedRequest();
    auto file =
        PositionedFile::handedOver(fromUtf8(request.path), std::move(descriptor), request.version);
    auto guide = m_guides.open(std::make_shared<const PositionedFile>(std::move(file)),
        std::make_shared<AskedFiles>(m_socket), {});
    if (!guide)
        return std::move(guide.error());
    m_guide = *std::move(guide);
    return Done{};
}

ReaderReply ReaderServer::work(const ListRequest& /*request*/, OwnedDescriptor /*descriptor*/)
{
    if (!m_guide)
        return unexpectedRequest();
    return replyOf(m_guide->list({}));
}

ReaderReply ReaderServer::work(const DescribeRequest& request, OwnedDescriptor /*descriptor*/)
{
    if (!m_guide)
        return unexpectedRequest();
    return replyOf(m_guide->describe(request.path, request.cacheBytes, {}));
}

ReaderReply ReaderServer::work(const ValuesRequest& request, OwnedDescriptor /*descriptor*/)
{
    if (!m_guide)
        return unexpectedRequest();
    return replyOf(m_guide->readValues(request.path, {}));
}

ReaderReply ReaderServer::work(const LocateRequest& request, OwnedDescriptor /*descriptor*/)
{
    if (!m_guide)
        return unexpectedRequest();
    ChunkPlaces reply{std::vector<ChunkPlace>(request.chunks.size())};
    if (auto located = m_guide->locate(request.array, request.chunks, reply.places); !located)
        return std::move(located.error());
    return reply;
}

ReaderReply ReaderServer::work(const ReadRequest& request, OwnedDescriptor descriptor)
{
    if (request.memoryBytes != 0) {
        m_memory = {};
        auto memory = SharedMemory::adopt(std::move(descriptor), request.memoryBytes);
        if (!memory)
            return std::move(memory.error());
        m_memory = *std::move(memory);
    }
    if (!m_guide || request.bytes > m_memory.bytes().size())
        return unexpectedRequest();
    return replyOf(m_guide->readStored(
        request.array, request.slab, m_memory.bytes().first(request.bytes), {}));
}

ReaderReply ReaderServer::work(const FileAnswer& /*request*/, OwnedDescriptor /*descriptor*/)
{
    return unexpectedRequest();
}

ReaderReply ReaderServer::work(const FileRefusal& /*request*/, OwnedDescriptor /*descriptor*/)
{
    return unexpectedRequest();
}

} // namespace tessera
