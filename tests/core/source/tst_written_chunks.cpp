// SPDX-License-Identifier: MIT
#include "core/source/written_chunks.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

namespace {

// Knows of some chunks that they were written, and counts what it is asked for.
class CountingGuide final : public ArrayGuide {
public:
    Result<> locate(
        std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places) const override
    {
        asked += chunks.size();
        if (fails)
            return fail(ErrorCode::Unreadable, "Nothing is known.");
        for (std::size_t index = 0; index < chunks.size(); ++index)
            places[index].bytes = chunks[index] == written ? 100 : 0;
        return {};
    }
    Result<> readStored(const ArraySlab& /*slab*/, std::byte* /*target*/,
        const std::stop_token& /*stop*/) const override
    {
        return fail(ErrorCode::Unsupported, "Nothing is read.");
    }
    void release() override { }

    std::uint64_t written = 4;
    bool fails = false;
    mutable std::size_t asked = 0;
};

// Three rows of three chunks.
const ChunkGrid grid({10, 7}, {4, 3});
const ArraySlab all{{0, 0}, {10, 7}, {1, 1}};
const ArraySlab lastRows{{8, 0}, {2, 7}, {1, 1}};
const ArraySlab middle{{5, 4}, {1, 1}, {1, 1}};

} // namespace

class TestWrittenChunks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void knowsWhatIsListed_data()
    {
        QTest::addColumn<std::vector<std::uint64_t>>("written");
        QTest::addColumn<bool>("allIsEmpty");
        QTest::addColumn<bool>("lastRowsAreEmpty");
        using Chunks = std::vector<std::uint64_t>;
        QTest::addRow("nothing") << Chunks{} << true << true;
        QTest::addRow("the middle") << Chunks{4} << false << true;
        QTest::addRow("the corners") << Chunks{0, 8} << false << false;
    }
    void knowsWhatIsListed()
    {
        QFETCH(std::vector<std::uint64_t>, written);
        QFETCH(bool, allIsEmpty);
        QFETCH(bool, lastRowsAreEmpty);
        CountingGuide guide;
        const WrittenChunks chunks(grid, written, guide);
        QCOMPARE(chunks.touchesNone(all), allIsEmpty);
        QCOMPARE(chunks.touchesNone(lastRows), lastRowsAreEmpty);
        QCOMPARE(guide.asked, std::size_t{0});
    }

    void asksForWhatIsNotListed()
    {
        CountingGuide guide;
        const WrittenChunks chunks(grid, std::nullopt, guide);
        QVERIFY(!chunks.touchesNone(all));
        QVERIFY(chunks.touchesNone(lastRows));
        QVERIFY(!chunks.touchesNone(middle));
    }

    void asksOnce()
    {
        CountingGuide guide;
        const WrittenChunks chunks(grid, std::nullopt, guide);
        QVERIFY(chunks.touchesNone(lastRows));
        QVERIFY(!chunks.touchesNone(middle));
        const auto asked = guide.asked;
        QCOMPARE(asked, std::size_t{4});
        QVERIFY(chunks.touchesNone(lastRows));
        QVERIFY(!chunks.touchesNone(all));
        QCOMPARE(guide.asked, asked);
    }

    void whereAllIsThereOneQuestionIsEnough()
    {
        CountingGuide guide;
        guide.written = 0;
        const WrittenChunks chunks(grid, std::nullopt, guide);
        QVERIFY(!chunks.touchesNone(all));
        QCOMPARE(guide.asked, std::size_t{1});
    }

    void withoutAnAnswerNothingIsSaid()
    {
        CountingGuide guide;
        guide.fails = true;
        const WrittenChunks chunks(grid, std::nullopt, guide);
        QVERIFY(!chunks.touchesNone(lastRows));
    }

    void veryManyChunksAreNotAskedFor()
    {
        CountingGuide guide;
        const ChunkGrid large({1'000'000, 1'000'000}, {16, 16});
        const WrittenChunks chunks(large, std::nullopt, guide);
        QVERIFY(!chunks.touchesNone({{0, 0}, {1'000'000, 1'000'000}, {1, 1}}));
        QCOMPARE(guide.asked, std::size_t{0});
        QVERIFY(chunks.touchesNone({{500'000, 500'000}, {32, 32}, {1, 1}}));
    }
};

QTEST_APPLESS_MAIN(TestWrittenChunks)
#include "tst_written_chunks.moc"
