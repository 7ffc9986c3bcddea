// SPDX-License-Identifier: MIT
#include "core/source/chunk_grid.h"

#include "tests/support/test_support.h"

#include <QTest>

using namespace tessera;

namespace {

// Numbers of the chunks, those that are needed whole in brackets.
QString touched(const ChunkGrid& grid, const ArraySlab& slab)
{
    QStringList chunks;
    for (const ChunkPart& part : grid.partsOf(slab))
        chunks += (part.isAll ? QStringLiteral("[%1]") : QStringLiteral("%1")).arg(part.chunk);
    return chunks.join(QLatin1Char(' '));
}

} // namespace

class TestChunkGrid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // An array of 10 x 7 in chunks of 4 x 3: three rows of three chunks.
    void findsTheChunksOfASlab_data()
    {
        QTest::addColumn<Extents>("start");
        QTest::addColumn<Extents>("count");
        QTest::addColumn<Extents>("step");
        QTest::addColumn<QString>("chunks");
        const auto add = [](const char* name, const Extents& start, const Extents& count,
                             const Extents& step, const char* chunks) {
            QTest::addRow("%s", name) << start << count << step << QString::fromUtf8(chunks);
        };
        add("all", {0, 0}, {10, 7}, {1, 1}, "[0] [1] [2] [3] [4] [5] [6] [7] [8]");
        add("one whole", {4, 3}, {4, 3}, {1, 1}, "[4]");
        add("one cut off by the end", {8, 6}, {2, 1}, {1, 1}, "[8]");
        add("inside one", {5, 4}, {2, 1}, {1, 1}, "4");
        add("across a corner", {3, 2}, {2, 2}, {1, 1}, "0 1 3 4");
        add("whole and parts", {4, 2}, {4, 5}, {1, 1}, "3 [4] [5]");
        add("every third row of all", {0, 0}, {4, 7}, {3, 1},
            "[0] [1] [2] [3] [4] [5] [6] [7] [8]");
        add("a step over a row of chunks", {3, 0}, {2, 3}, {6, 1}, "[0] [6]");
        add("a step that begins late", {2, 0}, {1, 3}, {2, 1}, "0");
    }
    void findsTheChunksOfASlab()
    {
        QFETCH(Extents, start);
        QFETCH(Extents, count);
        QFETCH(Extents, step);
        QFETCH(QString, chunks);
        QCOMPARE(touched(ChunkGrid({10, 7}, {4, 3}), {start, count, step}), chunks);
    }

    void saysWhereAPartLiesAndGoes()
    {
        const auto parts = ChunkGrid({10, 7}, {4, 3}).partsOf({{3, 1}, {3, 5}, {2, 1}});
        QCOMPARE(parts.size(), std::size_t{4}); // rows 3, 5, 7; columns 1 to 5
        QCOMPARE(parts[3].inChunk, (Extents{1, 0}));
        QCOMPARE(parts[3].inSlab, (Extents{1, 2}));
        QCOMPARE(parts[3].count, (Extents{2, 3}));
    }

    void givesPartsPiecemeal()
    {
        const ChunkGrid grid({10, 7}, {4, 3});
        const ArraySlab all{{0, 0}, {10, 7}, {1, 1}};
        const auto some = grid.partsOf(all, 4, 3);
        QCOMPARE(some.size(), std::size_t{3});
        QCOMPARE(some.front().chunk, 4U);
        QCOMPARE(grid.partsOf(all, 7, 3).size(), std::size_t{2});
        QVERIFY(grid.partsOf(all, 9, 3).empty());
    }

    void numbersTheChunkOfASample()
    {
        const ChunkGrid grid({10, 7}, {4, 3});
        QCOMPARE(grid.chunks(), std::uint64_t{9});
        QCOMPARE(grid.numberOf({0, 0}), std::uint64_t{0});
        QCOMPARE(grid.numberOf({7, 5}), std::uint64_t{4});
        QCOMPARE(grid.numberOf({9, 6}), std::uint64_t{8});
    }

    void knowsItsCorners()
    {
        const ChunkGrid grid({10, 7}, {4, 3});
        QCOMPARE(grid.cornerOf(0), (Extents{0, 0}));
        QCOMPARE(grid.cornerOf(5), (Extents{4, 6}));
        QCOMPARE(grid.cornerOf(6), (Extents{8, 0}));
        QCOMPARE(grid.chunkSamples(), 12);
    }
};

QTEST_APPLESS_MAIN(TestChunkGrid)
#include "tst_chunk_grid.moc"
