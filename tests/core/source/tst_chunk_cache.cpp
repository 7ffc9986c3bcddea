// SPDX-License-Identifier: MIT
#include "core/source/chunk_cache.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <atomic>
#include <cstddef>
#include <latch>
#include <new>
#include <thread>
#include <vector>

using namespace tessera;

namespace {

constexpr std::size_t chunkBytes = 1000;
// Room for three chunks, and for what waits idle.
constexpr ByteCount roomForThree{3500};

Result<> writeOnes(AlignedBuffer& chunk)
{
    chunk.data()[0] = std::byte{1};
    return {};
}

} // namespace

class TestChunkCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void decodesOnce()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        const auto first = cache.get({array, 7}, chunkBytes, writeOnes, {});
        const auto second = cache.get({array, 7}, chunkBytes, writeOnes, {});
        QCOMPARE(test::errorOf(first), QString());
        QCOMPARE(first->get(), second->get());
        QCOMPARE((*first)->data()[0], std::byte{1});
        QCOMPARE(cache.decoded(), 1U);
        QCOMPARE(cache.held(), ByteCount{chunkBytes});
    }

    void dropsWhatWasUsedLongestAgo()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        for (const std::uint64_t chunk : {1U, 2U, 3U, 1U, 4U})
            QVERIFY(cache.get({array, chunk}, chunkBytes, writeOnes, {}));
        QVERIFY(cache.holds({array, 1}));
        QVERIFY(!cache.holds({array, 2}));
        QVERIFY(cache.holds({array, 3}));
        QVERIFY(cache.holds({array, 4}));
        QVERIFY(cache.held() <= cache.budget());
    }

    void whoLooksAtADroppedChunkKeepsIt()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        const auto chunk = cache.get({array, 1}, chunkBytes, writeOnes, {});
        cache.drop(array);
        QCOMPARE(cache.held(), ByteCount{0});
        QCOMPARE((*chunk)->data()[0], std::byte{1});
    }

    void makesButDoesNotKeepWhatIsTooLarge()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        QVERIFY(!cache.canKeep(ByteCount{4000}));
        const auto chunk = cache.get({array, 1}, 4000, writeOnes, {});
        QCOMPARE((*chunk)->size(), std::size_t{4000});
        QVERIFY(!cache.holds({array, 1}));
        QCOMPARE(cache.held(), ByteCount{0});
    }

    void budgetToKeepIsEnough()
    {
        for (const std::uint64_t bytes : {0U, 1U, 6U, 7U, 8U, 1000U, 1'000'001U})
            QVERIFY(ChunkCache(ChunkCache::budgetToKeep({bytes})).canKeep({bytes}));
    }

    void whatFailsIsForgotten()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        const auto failing = [](AlignedBuffer&) -> Result<> {
            return fail(ErrorCode::Malformed, "It is torn.");
        };
        QCOMPARE(test::errorOf(cache.get({array, 1}, chunkBytes, failing, {})),
            QStringLiteral("It is torn."));
        QCOMPARE(cache.held(), ByteCount{0});
        QVERIFY(cache.get({array, 1}, chunkBytes, writeOnes, {}));
    }

    void anExceptionEndsTheFlight()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        const auto throwing = [](AlignedBuffer&) -> Result<> { throw std::bad_alloc(); };
        QVERIFY_THROWS_EXCEPTION(
            std::bad_alloc, (void)cache.get({array, 1}, chunkBytes, throwing, {}));
        QCOMPARE(cache.held(), ByteCount{0});
        QVERIFY(cache.get({array, 1}, chunkBytes, writeOnes, {}));
    }

    void theSecondWaitsForTheFirst()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        std::latch begun(1);
        std::latch mayEnd(1);
        std::jthread first([&] {
            (void)cache.get({array, 1}, chunkBytes,
                [&](AlignedBuffer& chunk) {
                    begun.count_down();
                    mayEnd.wait();
                    return writeOnes(chunk);
                },
                {});
        });
        begun.wait();
        std::jthread second([&] { (void)cache.get({array, 1}, chunkBytes, writeOnes, {}); });
        mayEnd.count_down();
        first.join();
        second.join();
        QCOMPARE(cache.decoded(), 1U);
    }

    void whoWaitsCanBeStopped()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        std::latch begun(1);
        std::latch mayEnd(1);
        const std::jthread first([&] {
            (void)cache.get({array, 1}, chunkBytes,
                [&](AlignedBuffer& chunk) {
                    begun.count_down();
                    mayEnd.wait();
                    return writeOnes(chunk);
                },
                {});
        });
        begun.wait();
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = cache.get({array, 1}, chunkBytes, writeOnes, stop.get_token());
        mayEnd.count_down();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }

    void theNextInLineDecodesWhatWasStopped()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        std::latch begun(1);
        std::latch mayEnd(1);
        const std::jthread first([&] {
            (void)cache.get({array, 1}, chunkBytes,
                [&](AlignedBuffer&) -> Result<> {
                    begun.count_down();
                    mayEnd.wait();
                    return cancelled();
                },
                {});
        });
        begun.wait();
        Result<ChunkPtr> second;
        std::jthread waiting([&] { second = cache.get({array, 1}, chunkBytes, writeOnes, {}); });
        mayEnd.count_down();
        waiting.join();
        QCOMPARE(test::errorOf(second), QString());
        QCOMPARE((*second)->data()[0], std::byte{1});
    }

    void whatWasDroppedInFlightIsNotKept()
    {
        ChunkCache cache(roomForThree);
        const auto array = cache.newArray();
        const auto dropping = [&](AlignedBuffer& chunk) {
            cache.drop(array);
            return writeOnes(chunk);
        };
        QVERIFY(cache.get({array, 1}, chunkBytes, dropping, {}));
        QVERIFY(!cache.holds({array, 1}));
        QCOMPARE(cache.held(), ByteCount{0});
    }
};

QTEST_APPLESS_MAIN(TestChunkCache)
#include "tst_chunk_cache.moc"
