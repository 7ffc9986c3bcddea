// SPDX-License-Identifier: MIT
#include "core/base/memory_budget.h"

#include "core/base/aligned_buffer.h"
#include "core/base/buffer_pool.h"
#include "tests/support/test_support.h"

#include <QTest>

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

// Holds buffers of a thousand bytes, the one used longest ago first.
class Shelf : public MemoryBudget::Tenant {
public:
    Shelf(MemoryBudget& budget, std::vector<int>& dropped, int name)
        : m_budget(budget)
        , m_dropped(dropped)
        , m_name(name)
    {
        budget.join(*this);
    }
    ~Shelf() override { m_budget.leave(*this); }

    void put() { m_buffers.emplace_back(m_budget.stamp(), AlignedBuffer(1000)); }
    std::size_t size() const { return m_buffers.size(); }

    std::uint64_t oldestUse() const override
    {
        return m_buffers.empty() ? nothing : m_buffers.front().first;
    }
    void dropOldest() override
    {
        m_buffers.pop_front();
        m_dropped.push_back(m_name);
    }

private:
    MemoryBudget& m_budget;
    std::vector<int>& m_dropped;
    int m_name;
    std::deque<std::pair<std::uint64_t, AlignedBuffer>> m_buffers;
};

} // namespace

class TestMemoryBudget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void dropsNothingWithinTheTotal()
    {
        MemoryBudget budget(AlignedBuffer::heldBytes() + ByteCount{3000});
        std::vector<int> dropped;
        Shelf shelf(budget, dropped, 1);
        shelf.put();
        shelf.put();
        shelf.put();
        budget.settle();
        QCOMPARE(shelf.size(), std::size_t{3});
    }

    void dropsTheOldestOfAllCachesFirst()
    {
        MemoryBudget budget(AlignedBuffer::heldBytes() + ByteCount{2000});
        std::vector<int> dropped;
        Shelf first(budget, dropped, 1);
        Shelf second(budget, dropped, 2);
        second.put();
        first.put();
        second.put();
        first.put();
        budget.settle();
        QCOMPARE(dropped, (std::vector<int>{2, 1}));
        QCOMPARE(first.size(), std::size_t{1});
        QCOMPARE(second.size(), std::size_t{1});
    }

    void makesRoomForWhatIsWanted()
    {
        MemoryBudget budget(AlignedBuffer::heldBytes() + ByteCount{3000});
        std::vector<int> dropped;
        Shelf shelf(budget, dropped, 1);
        shelf.put();
        shelf.put();
        shelf.put();
        budget.settle({2000});
        QCOMPARE(shelf.size(), std::size_t{1});
    }

    void endsWhenNothingIsLeftToDrop()
    {
        MemoryBudget budget(ByteCount{1});
        const AlignedBuffer pinned(5000);
        std::vector<int> dropped;
        Shelf shelf(budget, dropped, 1);
        shelf.put();
        budget.settle();
        QCOMPARE(shelf.size(), std::size_t{0});
    }

    void idleMemoryGoesFirst()
    {
        const ByteCount before = AlignedBuffer::heldBytes();
        constexpr std::size_t size = 1U << 20U;
        const auto budget =
            std::make_shared<MemoryBudget>(before + ByteCount{size} + ByteCount{4000});
        const auto pool = BufferPool::create(megabytes(64), budget);
        std::vector<int> dropped;
        Shelf shelf(*budget, dropped, 1);
        shelf.put();
        { // idle when it is done with
            const AlignedBuffer one = pool->take(size);
            const AlignedBuffer other = pool->take(size);
        }
        QCOMPARE(pool->idle(), ByteCount{2 * size});
        budget->settle();
        QCOMPARE(pool->idle(), ByteCount{size});
        QCOMPARE(shelf.size(), std::size_t{1});
    }

    void whoLeftIsNotAsked()
    {
        MemoryBudget budget(ByteCount{1});
        std::vector<int> dropped;
        {
            Shelf shelf(budget, dropped, 1);
            shelf.put();
        }
        budget.settle();
        QVERIFY(dropped.empty());
    }
};

QTEST_APPLESS_MAIN(TestMemoryBudget)
#include "tst_memory_budget.moc"
