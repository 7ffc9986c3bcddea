// SPDX-License-Identifier: MIT
#include "core/session/session.h"
#include "tests/support/test_support.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <QTest>

#include <latch>
#include <memory>
#include <mutex>
#include <vector>

using namespace tessera;

namespace {

// Answers in the order of their coming.
struct Answers {
    std::mutex mutex;
    std::vector<Result<ProbeResult>> results;

    std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return results.size();
    }
};

struct ProbeFixture {
    explicit ProbeFixture(const test::FakeSpec& spec = {.zCount = 3}, int threads = 2)
        : source(test::fakeSource(spec))
        , engine({.threads = threads, .cacheBudget = megabytes(1), .trace = nullptr})
        , session(std::make_unique<Session>(engine, OpenedVolume{source, nullptr},
              std::make_shared<CostLog>(), std::make_shared<test::TileInbox>()))
    {
    }
    ProbeFixture(const ProbeFixture&) = delete;
    ProbeFixture& operator=(const ProbeFixture&) = delete;
    ~ProbeFixture() { source->unblock(); }

    void probe(std::int64_t row, std::int64_t column)
    {
        session->probe(row, column, [answers = answers](Result<ProbeResult> result) {
            const std::lock_guard lock(answers->mutex);
            answers->results.push_back(std::move(result));
        });
    }

    void settle()
    {
        const auto idle = std::make_shared<std::latch>(engine.pool().threads());
        for (int worker = 0; worker < engine.pool().threads(); ++worker)
            engine.pool().post([idle](WorkerContext&) { idle->arrive_and_wait(); });
        idle->wait();
    }

    std::shared_ptr<Answers> answers = std::make_shared<Answers>();
    std::shared_ptr<test::FakeSource> source;
    Engine engine;
    std::unique_ptr<Session> session;
};

} // namespace

class TestProbe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void tellsAllValuesAsProbabilities_data()
    {
        QTest::addColumn<ElementType>("type");
        QTest::addColumn<double>("whole");
        QTest::addRow("uint8") << ElementType::UInt8 << 255.0;
        QTest::addRow("uint16") << ElementType::UInt16 << 65535.0;
        QTest::addRow("float32") << ElementType::Float32 << 1.0;
        QTest::addRow("float64") << ElementType::Float64 << 1.0;
    }
    void tellsAllValuesAsProbabilities()
    {
        QFETCH(ElementType, type);
        QFETCH(double, whole);
        ProbeFixture at({.zCount = 3, .type = type});
        at.session->setPlane({2, 0});
        at.probe(7, 11);
        QTRY_COMPARE(at.answers->count(), std::size_t{1});
        const ProbeResult result = at.answers->results.front().value();
        QCOMPARE(result.row, std::int64_t{7});
        QCOMPARE(result.column, std::int64_t{11});
        QCOMPARE(result.values,
            (std::vector<double>{at.source->valueAt({2, 0}, 7, 11, 0) / whole,
                at.source->valueAt({2, 0}, 7, 11, 1) / whole,
                at.source->valueAt({2, 0}, 7, 11, 2) / whole}));
    }

    void onlyTheLatestOfManyIsAnswered()
    {
        ProbeFixture at({}, 1);
        const auto mayGoOn = std::make_shared<std::latch>(1);
        at.engine.pool().post([mayGoOn](WorkerContext&) { mayGoOn->wait(); });
        for (std::int64_t row = 0; row < 10; ++row)
            at.probe(row, 0);
        mayGoOn->count_down();
        at.settle();
        QCOMPARE(at.answers->count(), std::size_t{1});
        QCOMPARE(at.answers->results.front()->row, std::int64_t{9});
        QCOMPARE(at.source->reads(), 1);
    }

    void anAnswerThatCameTooLateIsNotTold()
    {
        ProbeFixture at;
        at.source->block();
        at.probe(1, 1);
        QVERIFY(at.source->waitForBlocked(1));
        at.probe(2, 2);
        QVERIFY(at.source->waitForBlocked(2));
        at.source->unblock();
        at.settle();
        QCOMPARE(at.answers->count(), std::size_t{1});
        QCOMPARE(at.answers->results.front()->row, std::int64_t{2});
    }

    void nothingIsToldAfterTheEndOfTheSession()
    {
        ProbeFixture at;
        at.source->block();
        at.probe(1, 1);
        QVERIFY(at.source->waitForBlocked(1));
        at.session.reset();
        at.source->unblock();
        at.settle();
        QCOMPARE(at.answers->count(), std::size_t{0});
    }

    void aFailureIsTold()
    {
        ProbeFixture at;
        at.source->failRows(5, 6);
        at.probe(5, 5);
        QTRY_COMPARE(at.answers->count(), std::size_t{1});
        QCOMPARE(test::errorOf(at.answers->results.front()),
            QStringLiteral("These rows of fake cannot be read."));
    }
};

QTEST_APPLESS_MAIN(TestProbe)
#include "tst_probe.moc"
