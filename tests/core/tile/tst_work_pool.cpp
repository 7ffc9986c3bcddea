// SPDX-License-Identifier: MIT
#include "core/tile/work_pool.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <array>
#include <atomic>
#include <deque>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using namespace tessera;

namespace {

// Gives out the works it was made with, in their order.
class ListSource : public WorkSource {
public:
    void add(Work work)
    {
        const std::lock_guard lock(m_mutex);
        m_works.push_back(std::move(work));
    }
    Work take() override
    {
        const std::lock_guard lock(m_mutex);
        if (m_works.empty())
            return {};
        Work work = std::move(m_works.front());
        m_works.pop_front();
        return work;
    }

private:
    std::mutex m_mutex;
    std::deque<Work> m_works;
};

} // namespace

class TestWorkPool : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void hasAsManyThreadsAsAskedFor()
    {
        QCOMPARE(WorkPool(3).threads(), 3);
        QVERIFY(WorkPool(0).threads() >= 1);
    }

    void runsWorkInAllThreadsAtOnce()
    {
        constexpr int threads = 4;
        std::latch together(threads); // passed only when all are there
        std::array<std::atomic<int>, threads> seen{};
        std::latch done(threads);
        WorkPool pool(threads);
        for (int work = 0; work < threads; ++work)
            pool.post([&](WorkerContext& context) {
                together.arrive_and_wait();
                ++seen.at(static_cast<std::size_t>(context.worker));
                done.count_down();
            });
        done.wait();
        for (const auto& count : seen)
            QCOMPARE(count.load(), 1);
    }

    void postedWorkComesBeforeThatOfSources()
    {
        std::string order;
        std::latch begun(1);
        std::latch mayGoOn(1);
        std::latch done(4);
        const auto source = std::make_shared<ListSource>();
        WorkPool pool(1);
        pool.post([&](WorkerContext&) {
            begun.count_down();
            mayGoOn.wait();
            done.count_down();
        });
        begun.wait();
        const auto note = [&](char letter) {
            return [&, letter](WorkerContext&) {
                order += letter;
                done.count_down();
            };
        };
        source->add(note('s'));
        pool.add(source);
        pool.post(note('p'));
        pool.post(note('q'));
        mayGoOn.count_down();
        done.wait();
        QCOMPARE(order, std::string("pqs"));
    }

    void sourcesAddedFirstAreAskedFirst()
    {
        std::string order;
        std::latch done(3);
        const auto note = [&](char letter) {
            return [&, letter](WorkerContext&) {
                order += letter;
                done.count_down();
            };
        };
        const auto first = std::make_shared<ListSource>();
        const auto second = std::make_shared<ListSource>();
        second->add(note('2'));
        first->add(note('1'));
        first->add(note('1'));
        std::latch mayGoOn(1);
        WorkPool pool(1);
        pool.post([&](WorkerContext&) { mayGoOn.wait(); });
        pool.add(first);
        pool.add(second);
        mayGoOn.count_down();
        done.wait();
        QCOMPARE(order, std::string("112"));
    }

    void wakeTellsOfNewWork()
    {
        const auto source = std::make_shared<ListSource>();
        WorkPool pool(2);
        pool.add(source);
        for (int turn = 0; turn < 200; ++turn) {
            const auto done = std::make_shared<std::latch>(1);
            source->add([done](WorkerContext&) { done->count_down(); });
            pool.wake();
            done->wait(); // for ever, if the news were lost
        }
    }

    void aSourceMayDieAtAnyTime()
    {
        std::atomic<int> ran = 0;
        std::latch done(1);
        WorkPool pool(2);
        for (int turn = 0; turn < 200; ++turn) {
            const auto source = std::make_shared<ListSource>();
            source->add([&](WorkerContext&) { ++ran; });
            pool.add(source);
        }
        pool.post([&](WorkerContext&) { done.count_down(); });
        done.wait();
        QVERIFY(ran <= 200);
    }

    void itsEndWaitsForWhatRunsAndDropsTheRest()
    {
        std::latch begun(1);
        std::atomic<bool> isFinished = false;
        std::atomic<int> dropped = 0;
        std::latch mayFinish(1);
        std::jthread helper;
        {
            WorkPool pool(1);
            pool.post([&](WorkerContext&) {
                begun.count_down();
                mayFinish.wait();
                isFinished = true;
            });
            begun.wait();
            for (int work = 0; work < 5; ++work)
                pool.post([&](WorkerContext&) { ++dropped; });
            helper = std::jthread([&] { mayFinish.count_down(); });
        }
        QVERIFY(isFinished);
        QVERIFY(dropped <= 5); // those begun before the end
    }

    void scratchIsKeptFromWorkToWork()
    {
        std::latch done(2);
        std::atomic<std::size_t> kept = 0;
        WorkPool pool(1);
        pool.post([&](WorkerContext& context) {
            context.scratch.read.samples.reserve(4096);
            done.count_down();
        });
        pool.post([&](WorkerContext& context) {
            kept = context.scratch.read.samples.size();
            done.count_down();
        });
        done.wait();
        QCOMPARE(kept.load(), std::size_t{4096});
    }
};

QTEST_APPLESS_MAIN(TestWorkPool)
#include "tst_work_pool.moc"
