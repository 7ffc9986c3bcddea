// SPDX-License-Identifier: MIT
#include "core/base/buffer_pool.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <cstdint>
#include <utility>

using namespace tessera;

class TestBufferPool : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void countsWhatBuffersHold()
    {
        const ByteCount before = AlignedBuffer::heldBytes();
        {
            AlignedBuffer buffer(1000);
            QCOMPARE(AlignedBuffer::heldBytes() - before, ByteCount{1000});
            buffer.reserve(500);
            QCOMPARE(AlignedBuffer::heldBytes() - before, ByteCount{1000});
            buffer.reserve(3000);
            QCOMPARE(AlignedBuffer::heldBytes() - before, ByteCount{3000});
            const AlignedBuffer moved = std::move(buffer);
            QCOMPARE(AlignedBuffer::heldBytes() - before, ByteCount{3000});
        }
        QCOMPARE(AlignedBuffer::heldBytes(), before);
    }

    void remembersThePeak()
    {
        AlignedBuffer::resetPeak();
        const ByteCount before = AlignedBuffer::peakBytes();
        QCOMPARE(before, AlignedBuffer::heldBytes());
        AlignedBuffer(5000);
        QCOMPARE(AlignedBuffer::peakBytes() - before, ByteCount{5000});
    }

    void memoryIsUsedAgain()
    {
        const auto pool = BufferPool::create(megabytes(1));
        const std::byte* first = nullptr;
        {
            const AlignedBuffer buffer = pool->take(100'000);
            QCOMPARE(buffer.size(), std::size_t{100'000});
            first = buffer.data();
        }
        QVERIFY(pool->idle() >= ByteCount{100'000});
        const AlignedBuffer again = pool->take(99'000); // of the same class of sizes
        QCOMPARE(again.data(), first);
        QCOMPARE(pool->idle(), ByteCount{0});
    }

    void isAligned()
    {
        const auto pool = BufferPool::create(megabytes(1));
        const AlignedBuffer buffer = pool->take(70'001);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(buffer.data()) % AlignedBuffer::alignment,
            std::uintptr_t{0});
    }

    void idleMemoryHasALimit()
    {
        const auto pool = BufferPool::create({200'000});
        {
            const AlignedBuffer first = pool->take(150'000);
            const AlignedBuffer second = pool->take(150'000);
        }
        QVERIFY(pool->idle() <= ByteCount{200'000});
        QVERIFY(pool->idle() > ByteCount{0});
    }

    void buffersMayOutliveThePool()
    {
        const ByteCount before = AlignedBuffer::heldBytes();
        {
            auto pool = BufferPool::create(megabytes(1));
            const AlignedBuffer buffer = pool->take(100'000);
            pool.reset();
            QVERIFY(buffer.data() != nullptr);
        }
        QCOMPARE(AlignedBuffer::heldBytes(), before);
    }
};

QTEST_APPLESS_MAIN(TestBufferPool)
#include "tst_buffer_pool.moc"
