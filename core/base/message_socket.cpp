// SPDX-License-Identifier: MIT
#include "core/base/message_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace tessera {

namespace {

constexpr int tickMs = 10;
constexpr std::size_t lengthBytes = 4;
// What is not here yet has no memory yet, whatever length was announced.
constexpr std::size_t pieceBytes = std::size_t{1} << 20U;

using Length = std::array<std::byte, lengthBytes>;

Length encodeLength(std::uint32_t length)
{
    Length bytes{};
    for (unsigned i = 0; i < lengthBytes; ++i)
        bytes[i] = static_cast<std::byte>(length >> (i * CHAR_BIT));
    return bytes;
}

std::uint32_t decodeLength(const Length& bytes)
{
    std::uint32_t length = 0;
    for (unsigned i = 0; i < lengthBytes; ++i)
        length |= std::to_integer<std::uint32_t>(bytes[i]) << (i * CHAR_BIT);
    return length;
}

std::unexpected<Error> otherSideHasGone()
{
    return fail(ErrorCode::Unreadable, "The other side of a connection has gone.");
}

// Room for the descriptor that goes with a message.
struct Passage {
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> bytes{};
};

// The one descriptor that was asked for; what else came is closed.
OwnedDescriptor takeDescriptor(msghdr& head)
{
    OwnedDescriptor taken;
    for (cmsghdr* part = CMSG_FIRSTHDR(&head); part != nullptr; part = CMSG_NXTHDR(&head, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(part) + i * sizeof(int), sizeof number);
            taken = OwnedDescriptor(number);
        }
    }
    return taken;
}

// A name for either of the two that mean "later".
bool isLater(int code)
{
    return code == EAGAIN || code == EWOULDBLOCK; // NOLINT(misc-redundant-expression)
}

} // namespace

Result<std::pair<OwnedDescriptor, OwnedDescriptor>> MessageSocket::pair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return fail(ErrorCode::Unreadable,
            errno == EMFILE || errno == ENFILE
                ? "The program that reads HDF5 files cannot be started because too many files are "
                  "open; close some windows and try again."
                : "No connection to the program that reads HDF5 files can be made.");
    return std::pair(OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]));
}

Result<> MessageSocket::await(short event, const Patience& patience) const
{
    pollfd waited{.fd = m_socket.number(), .events = event, .revents = 0};
    while (true) {
        const int ready = ::poll(&waited, 1, patience ? tickMs : -1);
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return otherSideHasGone();
        if (patience)
            if (auto goesOn = patience(); !goesOn)
                return goesOn;
    }
}

Result<> MessageSocket::send(
    std::span<const std::byte> bytes, int descriptor, const Patience& patience)
{
    if (bytes.size() > mostBytes)
        return fail(ErrorCode::TooLarge, "A message is too long to be sent.");
    Length length = encodeLength(static_cast<std::uint32_t>(bytes.size()));
    std::size_t sent = 0;
    while (sent < lengthBytes + bytes.size()) {
        // The system takes it as writable memory, and only reads it.
        auto* const body = const_cast<std::byte*>(bytes.data());
        const std::size_t ofHead = std::min(sent, lengthBytes);
        const std::size_t ofBody = sent - ofHead;
        std::array<iovec, 2> pieces{iovec{length.data() + ofHead, lengthBytes - ofHead},
            iovec{body + ofBody, bytes.size() - ofBody}};
        msghdr head{};
        head.msg_iov = pieces.data();
        head.msg_iovlen = pieces.size();
        Passage passage;
        if (descriptor >= 0 && sent == 0) {
            head.msg_control = passage.bytes.data();
            head.msg_controllen = passage.bytes.size();
            cmsghdr* const part = CMSG_FIRSTHDR(&head);
            part->cmsg_level = SOL_SOCKET;
            part->cmsg_type = SCM_RIGHTS;
            part->cmsg_len = CMSG_LEN(sizeof descriptor);
            std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
        }
        const auto count = ::sendmsg(m_socket.number(), &head, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0)
            sent += static_cast<std::size_t>(count);
        else if (isLater(errno)) {
            if (auto ready = await(POLLOUT, patience); !ready)
                return ready;
        } else if (errno != EINTR)
            return otherSideHasGone();
    }
    return {};
}

Result<std::optional<std::size_t>> MessageSocket::take(
    std::span<std::byte> target, OwnedDescriptor& descriptor)
{
    iovec piece{target.data(), target.size()};
    msghdr head{};
    head.msg_iov = &piece;
    head.msg_iovlen = 1;
    Passage passage;
    if (m_takes == Takes::Descriptors) {
        head.msg_control = passage.bytes.data();
        head.msg_controllen = CMSG_LEN(sizeof(int)); // the system passes no more than fit
    }
    const auto count = ::recvmsg(m_socket.number(), &head, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (count < 0 && (isLater(errno) || errno == EINTR))
        return std::nullopt;
    if (count < 0)
        return otherSideHasGone();
    const bool isTooMuch = (head.msg_flags & MSG_CTRUNC) != 0;
    OwnedDescriptor came;
    if (m_takes == Takes::Descriptors)
        came = takeDescriptor(head);
    if (isTooMuch || (came.isOpen() && descriptor.isOpen()))
        return fail(ErrorCode::Malformed, "A message came with files that were not asked for.");
    if (came.isOpen())
        descriptor = std::move(came);
    return static_cast<std::size_t>(count);
}

Result<> MessageSocket::fill(std::span<std::byte> target, OwnedDescriptor& descriptor, bool isFirst,
    const Patience& patience)
{
    std::size_t filled = 0;
    while (filled < target.size()) {
        const auto taken = take(target.subspan(filled), descriptor);
        if (!taken)
            return std::unexpected(taken.error());
        if (const std::optional<std::size_t> count = *taken; !count) {
            if (auto ready = await(POLLIN, patience); !ready)
                return ready;
        } else if (*count == 0) {
            return filled == 0 && isFirst
                ? fail(ErrorCode::NotFound, "The other side has closed the connection.")
                : otherSideHasGone();
        } else {
            filled += *count;
            // Whoever sends a byte now and then must not be waited for for ever.
            if (patience && filled < target.size())
                if (auto goesOn = patience(); !goesOn)
                    return goesOn;
        }
    }
    return {};
}

Result<SocketMessage> MessageSocket::receive(const Patience& patience)
{
    SocketMessage message;
    Length head{};
    if (auto came = fill(head, message.descriptor, true, patience); !came)
        return std::unexpected(came.error());
    const std::size_t length = decodeLength(head);
    if (length > mostBytes)
        return fail(ErrorCode::Malformed, "A message announces more than is allowed.");
    while (message.bytes.size() < length) {
        const std::size_t begin = message.bytes.size();
        message.bytes.resize(std::min(begin + pieceBytes, length));
        if (auto came =
                fill(std::span(message.bytes).subspan(begin), message.descriptor, false, patience);
            !came)
            return std::unexpected(came.error());
    }
    return message;
}

} // namespace tessera
