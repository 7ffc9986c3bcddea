// SPDX-License-Identifier: MIT
#include "core/base/shared_memory.h"

#include "core/base/aligned_buffer.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace tessera;

namespace {

constexpr std::size_t size = 10'000;

OwnedDescriptor copyOf(const SharedMemory& memory)
{
    return OwnedDescriptor(::fcntl(memory.descriptor(), F_DUPFD_CLOEXEC, 0));
}

} // namespace

class TestSharedMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void bothSidesSeeTheSame()
    {
        const auto ours = SharedMemory::create(size);
        QVERIFY(ours);
        QCOMPARE(ours->bytes().size(), size);
        QCOMPARE(ours->bytes()[size - 1], std::byte{0});
        const auto theirs = SharedMemory::adopt(copyOf(*ours), size);
        QVERIFY(theirs);
        theirs->bytes()[size - 1] = std::byte{7};
        QCOMPARE(ours->bytes()[size - 1], std::byte{7});
    }

    void itsSizeStays()
    {
        const auto memory = SharedMemory::create(size);
        QVERIFY(memory);
        QVERIFY(::ftruncate(memory->descriptor(), 0) != 0);
        QVERIFY(::ftruncate(memory->descriptor(), 2 * size) != 0);
    }

    void countsAsHeld()
    {
        const ByteCount before = AlignedBuffer::heldBytes();
        {
            auto memory = SharedMemory::create(size);
            QCOMPARE(AlignedBuffer::heldBytes(), before + ByteCount{size});
            const SharedMemory moved = *std::move(memory);
            QCOMPARE(AlignedBuffer::heldBytes(), before + ByteCount{size});
        }
        QCOMPARE(AlignedBuffer::heldBytes(), before);
    }

    void onlySealedMemoryOfTheSizeIsTaken()
    {
        const auto memory = SharedMemory::create(size);
        QVERIFY(memory);
        QVERIFY(!SharedMemory::adopt(copyOf(*memory), size + 1));
        QVERIFY(!SharedMemory::adopt(copyOf(*memory), 0));
        QVERIFY(!SharedMemory::adopt(OwnedDescriptor(), size));
        OwnedDescriptor unsealed(::memfd_create("test", MFD_CLOEXEC));
        QCOMPARE(::ftruncate(unsealed.number(), size), 0);
        QVERIFY(!SharedMemory::adopt(std::move(unsealed), size));
    }

    void tooMuchIsRefused()
    {
        QCOMPARE(SharedMemory::create(std::size_t{1} << 62U).error().code, ErrorCode::OutOfMemory);
        QCOMPARE(SharedMemory::create(0).error().code, ErrorCode::OutOfMemory);
    }
};

QTEST_APPLESS_MAIN(TestSharedMemory)
#include "tst_shared_memory.moc"
