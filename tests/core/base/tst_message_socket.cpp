// SPDX-License-Identifier: MIT
#include "core/base/message_socket.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <thread>

using namespace tessera;

namespace {

std::vector<std::byte> bytesOf(std::size_t count)
{
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i)
        bytes[i] = static_cast<std::byte>(i * 7);
    return bytes;
}

struct Ends {
    MessageSocket first;
    MessageSocket second;
};

Ends connected(MessageSocket::Takes takes)
{
    auto ends = MessageSocket::pair();
    return {MessageSocket(std::move(ends->first), takes),
        MessageSocket(std::move(ends->second), takes)};
}

// An end that says what it wants, and one that is careful.
struct Hostile {
    OwnedDescriptor raw;
    MessageSocket careful;

    void write(std::span<const std::byte> bytes) const
    {
        QCOMPARE(::send(raw.number(), bytes.data(), bytes.size(), 0),
            static_cast<ssize_t>(bytes.size()));
    }
};

Hostile hostile(MessageSocket::Takes takes)
{
    auto ends = MessageSocket::pair();
    return {std::move(ends->first), MessageSocket(std::move(ends->second), takes)};
}

void sendDescriptors(int socket, std::span<const int> descriptors)
{
    alignas(cmsghdr) std::array<std::byte, 256> room{};
    std::array<std::byte, 4> length{};
    iovec piece{length.data(), length.size()};
    msghdr head{};
    head.msg_iov = &piece;
    head.msg_iovlen = 1;
    head.msg_control = room.data();
    head.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* const part = CMSG_FIRSTHDR(&head);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size_bytes());
    QCOMPARE(::sendmsg(socket, &head, 0), ssize_t{4});
}

std::ptrdiff_t openDescriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
}

} // namespace

class TestMessageSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void messagesArriveWhole_data()
    {
        QTest::addColumn<std::size_t>("size");
        QTest::addRow("empty") << std::size_t{0};
        QTest::addRow("one byte") << std::size_t{1};
        QTest::addRow("more than a socket holds") << std::size_t{3'000'001};
        QTest::addRow("the most") << std::size_t{MessageSocket::mostBytes};
    }
    void messagesArriveWhole()
    {
        QFETCH(std::size_t, size);
        Ends ends = connected(MessageSocket::Takes::Bytes);
        const auto sent = bytesOf(size);
        const std::jthread sender([&] { (void)ends.first.send(sent); });
        const auto received = ends.second.receive();
        QVERIFY(received);
        QVERIFY(received->bytes == sent);
        QVERIFY(!received->descriptor.isOpen());
    }

    void tooMuchIsNotSent()
    {
        Ends ends = connected(MessageSocket::Takes::Bytes);
        QCOMPARE(ends.first.send(bytesOf(MessageSocket::mostBytes + 1)).error().code,
            ErrorCode::TooLarge);
    }

    void aFileComesWithItsMessage()
    {
        Ends ends = connected(MessageSocket::Takes::Descriptors);
        const OwnedDescriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        QVERIFY(ends.first.send(bytesOf(3)));
        QVERIFY(ends.first.send(bytesOf(5), null.number()));
        const auto without = ends.second.receive();
        const auto with = ends.second.receive();
        QVERIFY(without && !without->descriptor.isOpen());
        QVERIFY(with && with->descriptor.isOpen());
        QCOMPARE(with->bytes.size(), std::size_t{5});
        QCOMPARE(::fcntl(with->descriptor.number(), F_GETFD), FD_CLOEXEC);
    }

    void filesThatMayNotComeAreNotTakenIn_data()
    {
        QTest::addColumn<MessageSocket::Takes>("takes");
        QTest::addColumn<int>("count");
        QTest::addRow("none may") << MessageSocket::Takes::Bytes << 1;
        QTest::addRow("none may, and many come") << MessageSocket::Takes::Bytes << 20;
        QTest::addRow("two") << MessageSocket::Takes::Descriptors << 2;
        QTest::addRow("many") << MessageSocket::Takes::Descriptors << 20;
    }
    void filesThatMayNotComeAreNotTakenIn()
    {
        QFETCH(MessageSocket::Takes, takes);
        QFETCH(int, count);
        Hostile ends = hostile(takes);
        const std::vector<int> many(static_cast<std::size_t>(count), 0);
        const auto before = openDescriptors();
        sendDescriptors(ends.raw.number(), many);
        QCOMPARE(ends.careful.receive().error().code, ErrorCode::Malformed);
        QCOMPARE(openDescriptors(), before);
    }

    void anEndIsToldFromABreak()
    {
        Hostile ends = hostile(MessageSocket::Takes::Bytes);
        ends.write(bytesOf(2)); // of the length
        ends.raw.close();
        QCOMPARE(ends.careful.receive().error().code, ErrorCode::Unreadable);

        Hostile others = hostile(MessageSocket::Takes::Bytes);
        others.raw.close();
        QCOMPARE(others.careful.receive().error().code, ErrorCode::NotFound);
        QCOMPARE(others.careful.send(bytesOf(1)).error().code, ErrorCode::Unreadable);
    }

    void anAnnouncementThatIsTooLongIsRefused()
    {
        Hostile ends = hostile(MessageSocket::Takes::Bytes);
        const std::array<std::byte, 4> length{
            std::byte{1}, std::byte{0}, std::byte{0}, std::byte{1}};
        ends.write(length);
        QCOMPARE(ends.careful.receive().error().code, ErrorCode::Malformed);
    }

    void patienceEndsTheWait()
    {
        Hostile ends = hostile(MessageSocket::Takes::Bytes);
        int asked = 0;
        const auto patience = [&]() -> Result<> {
            return ++asked < 3 ? Result<>() : fail(ErrorCode::Cancelled, "Enough.");
        };
        QCOMPARE(ends.careful.receive(patience).error().code, ErrorCode::Cancelled);
        QCOMPARE(asked, 3);
        asked = 0;
        QCOMPARE(ends.careful.send(bytesOf(MessageSocket::mostBytes), -1, patience).error().code,
            ErrorCode::Cancelled);
    }

    void whoTricklesIsNotWaitedForForEver()
    {
        Hostile ends = hostile(MessageSocket::Takes::Bytes);
        ends.write(std::array{std::byte{100}, std::byte{0}, std::byte{0}, std::byte{0}});
        const auto patience = [&]() -> Result<> {
            ends.write(std::array{std::byte{1}});
            return {};
        };
        int left = 20;
        const auto bounded = [&]() -> Result<> {
            if (--left == 0)
                return fail(ErrorCode::Cancelled, "Enough.");
            return patience();
        };
        QCOMPARE(ends.careful.receive(bounded).error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestMessageSocket)
#include "tst_message_socket.moc"
