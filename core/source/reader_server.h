// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/message_socket.h"
#include "core/base/shared_memory.h"
#include "core/source/guide_maker.h"
#include "core/source/reader_messages.h"

#include <functional>
#include <memory>

namespace tessera {

// What a reader process does: answers requests about one file, through a guide, until the other
// side closes the connection.
// Threads: one.
class ReaderServer {
public:
    // `beforeEach` is called before the work on a request begins.
    ReaderServer(OwnedDescriptor socket, GuideMaker& guides, std::function<void()> beforeEach = {});

    // Says hello first. Errors: Malformed (what came is no request), Unreadable.
    Result<> run(const ReaderHello& hello);

private:
    class AskedFiles;

    Result<> send(const ReaderReply& reply);
    ReaderReply answer(const ReaderRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const OpenRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const ListRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const DescribeRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const ValuesRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const LocateRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const ReadRequest& request, OwnedDescriptor descriptor);
    ReaderReply work(const FileAnswer& request, OwnedDescriptor descriptor);
    ReaderReply work(const FileRefusal& request, OwnedDescriptor descriptor);

    MessageSocket m_socket;
    GuideMaker& m_guides;
    std::function<void()> m_beforeEach;
    std::shared_ptr<FileGuide> m_guide; // null until a file is open
    SharedMemory m_memory;
};

} // namespace tessera
