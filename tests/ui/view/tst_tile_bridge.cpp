// SPDX-License-Identifier: MIT
#include "ui/view/tile_bridge.h"

#include "tests/support/test_support.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <memory>
#include <thread>
#include <vector>

using namespace tessera;

namespace {

PictureBatch batchOf(std::uint64_t look)
{
    return {look, false, {}};
}

} // namespace

class TestTileBridge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void deliversInTheOrderOfComing()
    {
        TileBridge bridge;
        std::vector<std::uint64_t> seen;
        connect(&bridge, &TileBridge::picturesArrived, this,
            [&](const PictureBatch& batch) { seen.push_back(batch.look); });
        bridge.inbox()->picturesReady(batchOf(1));
        bridge.inbox()->post([&] { seen.push_back(2); });
        bridge.inbox()->picturesReady(batchOf(3));
        QVERIFY(seen.empty());
        QCoreApplication::processEvents();
        QCOMPARE(seen, (std::vector<std::uint64_t>{1, 2, 3}));
    }

    void deliversInTheThreadOfTheBridge()
    {
        TileBridge bridge;
        const QThread* deliveredIn = nullptr;
        {
            const std::jthread worker([inbox = bridge.inbox(), &deliveredIn] {
                inbox->post([&deliveredIn] { deliveredIn = QThread::currentThread(); });
            });
        }
        QTRY_COMPARE(deliveredIn, QThread::currentThread());
    }

    void wakesOnceForAllThatCameMeanwhile()
    {
        TileBridge bridge;
        int answers = 0;
        for (int number = 0; number < 100; ++number)
            bridge.inbox()->post([&] { ++answers; });
        QCoreApplication::sendPostedEvents(&bridge);
        QCOMPARE(answers, 100);
    }

    void answerMayPostAnother()
    {
        TileBridge bridge;
        bool isDone = false;
        bridge.inbox()->post([&, inbox = bridge.inbox()] { inbox->post([&] { isDone = true; }); });
        QTRY_VERIFY(isDone);
    }

    void dropsWhatComesAfterItsEnd()
    {
        auto bridge = std::make_unique<TileBridge>();
        const auto inbox = bridge->inbox();
        const auto held = std::make_shared<int>(0);
        bool wasCalled = false;
        inbox->post([held, &wasCalled] { wasCalled = true; });
        bridge.reset();
        inbox->post([held, &wasCalled] { wasCalled = true; });
        inbox->picturesReady(batchOf(1));
        QCoreApplication::processEvents();
        QVERIFY(!wasCalled);
        QCOMPARE(held.use_count(), 1);
    }

    void keepsEveryThreadsOrder()
    {
        constexpr int threads = 4;
        constexpr int answers = 500;
        TileBridge bridge;
        std::vector<std::vector<int>> seen(threads);
        std::vector<int> expected;
        for (int number = 0; number < answers; ++number)
            expected.push_back(number);
        {
            std::vector<std::jthread> workers;
            for (auto& lane : seen)
                workers.emplace_back([inbox = bridge.inbox(), &lane] {
                    for (int number = 0; number < answers; ++number)
                        inbox->post([&lane, number] { lane.push_back(number); });
                });
            QTRY_COMPARE(seen[0], expected);
        }
        QTRY_COMPARE(seen, (std::vector<std::vector<int>>(threads, expected)));
    }

    void mayDieWhileThreadsPost()
    {
        auto bridge = std::make_unique<TileBridge>();
        const auto inbox = bridge->inbox();
        const std::jthread worker([inbox](const std::stop_token& stop) {
            while (!stop.stop_requested())
                inbox->post([] { });
        });
        QSignalSpy gone(bridge.get(), &QObject::destroyed);
        bridge.reset();
        QCOMPARE(gone.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTileBridge)
#include "tst_tile_bridge.moc"
