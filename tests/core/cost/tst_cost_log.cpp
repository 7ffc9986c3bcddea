// SPDX-License-Identifier: MIT
#include "core/cost/cost_log.h"

#include "tests/support/test_support.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <thread>

using namespace tessera;

namespace {

TileBill billOf(std::int64_t readNs, std::int64_t reduceNs = 0)
{
    TileBill bill;
    bill.waitNs = 1;
    bill.readNs = readNs;
    bill.reduceNs = reduceNs;
    bill.bytesRead = {100};
    return bill;
}

} // namespace

class TestCostLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void isEmptyAtFirst()
    {
        const CostLog log;
        QVERIFY(log.bills().empty());
        QCOMPARE(log.totals().tiles, std::uint64_t{0});
        QCOMPARE(log.totals().medianWorkNs, std::int64_t{0});
        QCOMPARE(log.totals().p95WorkNs, std::int64_t{0});
    }

    void keepsTheLatestButCountsAll()
    {
        CostLog log(3);
        for (int work = 1; work <= 5; ++work)
            QCOMPARE(log.append(billOf(work, 10)), static_cast<std::uint64_t>(work));
        const auto bills = log.bills();
        QCOMPARE(bills.size(), std::size_t{3});
        QCOMPARE(bills.front().serial, std::uint64_t{3});
        QCOMPARE(bills.back().serial, std::uint64_t{5});

        const CostTotals totals = log.totals();
        QCOMPARE(totals.tiles, std::uint64_t{5});
        QCOMPARE(totals.waitNs, std::int64_t{5});
        QCOMPARE(totals.readNs, std::int64_t{15});
        QCOMPARE(totals.reduceNs, std::int64_t{50});
        QCOMPARE(totals.bytesRead, ByteCount{500});
        QCOMPARE(totals.medianWorkNs, std::int64_t{14}); // of 13, 14, 15
    }

    void keepsNothingWhenItMayNot()
    {
        CostLog log(0);
        log.addPaint(log.append(billOf(7)), 3);
        QVERIFY(log.bills().empty());
        QCOMPARE(log.totals().readNs, std::int64_t{7});
        QCOMPARE(log.totals().paintNs, std::int64_t{0});
    }

    void percentilesAreOfTheKeptBills_data()
    {
        QTest::addColumn<QList<int>>("works");
        QTest::addColumn<qint64>("median");
        QTest::addColumn<qint64>("p95");
        QList<int> hundred(100);
        std::ranges::generate(hundred, [next = 100]() mutable { return next--; });
        QTest::addRow("one") << QList<int>{7} << qint64{7} << qint64{7};
        QTest::addRow("two") << QList<int>{9, 4} << qint64{4} << qint64{9};
        QTest::addRow("three, unsorted") << QList<int>{9, 1, 5} << qint64{5} << qint64{9};
        QTest::addRow("equal") << QList<int>{3, 3, 3, 3} << qint64{3} << qint64{3};
        QTest::addRow("a hundred") << hundred << qint64{50} << qint64{95};
    }
    void percentilesAreOfTheKeptBills()
    {
        QFETCH(QList<int>, works);
        QFETCH(qint64, median);
        QFETCH(qint64, p95);
        CostLog log;
        for (const int work : works)
            log.append(billOf(work));
        QCOMPARE(qint64{log.totals().medianWorkNs}, median);
        QCOMPARE(qint64{log.totals().p95WorkNs}, p95);
    }

    void byProductsSayNothingAboutATile()
    {
        CostLog log;
        log.append(billOf(20));
        TileBill byProduct = billOf(1);
        byProduct.isByProduct = true;
        log.append(byProduct);
        QCOMPARE(log.totals().tiles, std::uint64_t{2});
        QCOMPARE(log.totals().medianWorkNs, std::int64_t{20});
    }

    void paintIsAddedLater()
    {
        CostLog log;
        const std::uint64_t first = log.append(billOf(10));
        log.append(billOf(20));
        log.addPaint(first, 5);
        QCOMPARE(log.bills().front().paintNs, std::int64_t{5});
        QCOMPARE(log.bills().back().paintNs, std::int64_t{0});
        QCOMPARE(log.totals().paintNs, std::int64_t{5});
        QCOMPARE(log.totals().medianWorkNs, std::int64_t{15});
    }

    void onlyTheFirstPaintCounts()
    {
        CostLog log;
        const std::uint64_t serial = log.append(billOf(10));
        log.addPaint(serial, 5);
        log.addPaint(serial, 50);
        QCOMPARE(log.totals().paintNs, std::int64_t{5});
    }

    void paintOfABillThatIsGoneIsIgnored()
    {
        CostLog log(1);
        const std::uint64_t gone = log.append(billOf(10));
        const std::uint64_t kept = log.append(billOf(10));
        const std::uint64_t revision = log.revision();
        log.addPaint(gone, 5);
        log.addPaint(kept + 1, 5);
        log.addPaint(0, 5);
        QCOMPARE(log.totals().paintNs, std::int64_t{0});
        QCOMPARE(log.revision(), revision);
    }

    void clearForgetsButSerialsGoOn()
    {
        CostLog log;
        const std::uint64_t before = log.append(billOf(10));
        log.clear();
        QVERIFY(log.bills().empty());
        QCOMPARE(log.totals().tiles, std::uint64_t{0});
        QCOMPARE(log.append(billOf(20)), before + 1);
        log.addPaint(before, 5);
        QCOMPARE(log.totals().paintNs, std::int64_t{0});
    }

    void revisionTellsOfEveryChange()
    {
        CostLog log;
        const std::uint64_t empty = log.revision();
        const std::uint64_t serial = log.append(billOf(1));
        const std::uint64_t appended = log.revision();
        log.addPaint(serial, 1);
        const std::uint64_t painted = log.revision();
        log.clear();
        const std::set<std::uint64_t> all{empty, appended, painted, log.revision()};
        QCOMPARE(all.size(), std::size_t{4});
    }

    void threadsMayAppendAtOnce()
    {
        constexpr int threads = 4;
        constexpr int billsEach = 2000;
        CostLog log(1000);
        {
            std::vector<std::jthread> workers;
            workers.reserve(threads);
            for (int worker = 0; worker < threads; ++worker)
                workers.emplace_back([&log] {
                    for (int bill = 0; bill < billsEach; ++bill)
                        log.addPaint(log.append(billOf(2, 3)), 1);
                });
            while (log.revision() < billsEach)
                QVERIFY(log.bills().size() <= 1000);
        }
        QCOMPARE(log.bills().size(), std::size_t{1000});
        QCOMPARE(log.bills().back().serial, std::uint64_t{threads * billsEach});
        QCOMPARE(log.totals().tiles, std::uint64_t{threads * billsEach});
        QCOMPARE(log.totals().readNs, std::int64_t{2 * threads * billsEach});
        QVERIFY(std::ranges::is_sorted(log.bills(), {}, &TileBill::serial));
    }
};

QTEST_APPLESS_MAIN(TestCostLog)
#include "tst_cost_log.moc"
