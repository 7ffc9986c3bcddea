// SPDX-License-Identifier: MIT
// The budget of the process, while somebody walks through a large plane.
#include "core/session/session.h"

#include "core/base/aligned_buffer.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <atomic>
#include <memory>

using namespace tessera;

namespace {

constexpr int patienceMs = 120'000;
constexpr std::int64_t edge = 4096;
constexpr test::FakeSpec large{
    .rows = edge, .columns = edge, .classes = 4, .chunkRows = 256, .chunkColumns = 256};
// What two workers hold of the blocks under way, and the tiles that these become.
constexpr ByteCount underWay = megabytes(30);

// Keeps nothing, as a view that looks elsewhere.
class CountingSink : public TileSink {
public:
    void tilesFinished(std::vector<TileOutcome> outcomes) override { m_count += outcomes.size(); }
    std::size_t count() const { return m_count; }

private:
    std::atomic<std::size_t> m_count = 0;
};

EngineOptions withMemory(ByteCount memory)
{
    EngineOptions options = engineOptions(memory);
    options.threads = 2;
    return options;
}

} // namespace

class TestMemoryWalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    // All tiles of all levels take 110 MB.
    void aWalkStaysWithinTheBudget()
    {
        constexpr ByteCount memory = megabytes(16);
        const ByteCount before = AlignedBuffer::heldBytes();
        AlignedBuffer::resetPeak();
        const auto sink = std::make_shared<CountingSink>();
        Engine engine(withMemory(before + memory));
        Session session(engine, OpenedVolume{test::fakeSource(large), nullptr},
            std::make_shared<CostLog>(), sink);
        for (int level = session.grid().levels() - 1; level >= 0; --level) {
            const auto wishes = session.wishesFor({{{0, 0, edge, edge}, level}});
            session.want(wishes);
            QTRY_COMPARE_WITH_TIMEOUT(session.state().pending, std::size_t{0}, patienceMs);
            QCOMPARE(session.state().failed, std::size_t{0});
        }
        QVERIFY(sink->count() > 300);
        QVERIFY2(AlignedBuffer::peakBytes() <= before + memory + underWay,
            toText(AlignedBuffer::peakBytes() - before).c_str());
    }
};

QTEST_APPLESS_MAIN(TestMemoryWalk)
#include "tst_memory_walk.moc"
