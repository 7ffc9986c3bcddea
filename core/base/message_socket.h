// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/owned_descriptor.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

// What came over a socket: bytes, and a file that came with them.
struct SocketMessage {
    std::vector<std::byte> bytes;
    OwnedDescriptor descriptor; // of the other side's file; often none
};

// Messages with a length, to and from another process over a pair of local sockets. A stream and
// not packets, because the system bounds a packet by what a socket may hold (200 kB).
// Every error leaves the connection unusable: what was half sent is never finished.
// Threads: one at a time.
class MessageSocket {
public:
    static constexpr std::uint32_t mostBytes = std::uint32_t{16} << 20U; // of one message

    // Asked about every 10 ms while nothing moves; its error ends the waiting, and is passed on.
    // Without one, the wait is for ever.
    using Patience = std::function<Result<>()>;

    // Whether a descriptor may come with a message; one that may not is never taken in.
    enum class Takes : std::uint8_t { Bytes, Descriptors };

    // The socket is this object's from now on.
    explicit MessageSocket(OwnedDescriptor socket, Takes takes)
        : m_socket(std::move(socket))
        , m_takes(takes)
    {
    }

    // Two ends that are connected, for a thread or another process. Errors: Unreadable.
    static Result<std::pair<OwnedDescriptor, OwnedDescriptor>> pair();

    // `descriptor` is copied to the other side; -1: none. Errors: Unreadable (the other side has
    // gone), TooLarge, and what `patience` says.
    Result<> send(
        std::span<const std::byte> bytes, int descriptor = -1, const Patience& patience = {});

    // Errors: NotFound (the other side has closed its end, between two messages), Unreadable (in
    // the middle of one), Malformed (too long, or with descriptors that may not come), and what
    // `patience` says.
    Result<SocketMessage> receive(const Patience& patience = {});

    void close() { m_socket.close(); }

private:
    Result<> await(short event, const Patience& patience) const;
    Result<> fill(std::span<std::byte> target, OwnedDescriptor& descriptor, bool isFirst,
        const Patience& patience);
    // Empty where nothing is there yet.
    Result<std::optional<std::size_t>> take(
        std::span<std::byte> target, OwnedDescriptor& descriptor);

    OwnedDescriptor m_socket;
    Takes m_takes;
};

} // namespace tessera
