// SPDX-License-Identifier: MIT
#include "ui/docks/tile_bill_model.h"

#include "tests/support/test_support.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tessera;

namespace {

TileBill billOf(std::uint64_t serial)
{
    TileBill bill;
    bill.serial = serial;
    bill.readNs = 1'234'567;
    bill.bytesRead = {61'300'000};
    return bill;
}

std::vector<TileBill> billsFrom(std::uint64_t first, std::uint64_t last)
{
    std::vector<TileBill> bills;
    for (std::uint64_t serial = first; serial <= last; ++serial)
        bills.push_back(billOf(serial));
    return bills;
}

} // namespace

class TestTileBillModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnUnexpectedWarnings(); }

    void updatesTouchOnlyWhatChanged_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("inserts");
        QTest::addColumn<int>("removals");
        QTest::addColumn<int>("resets");
        QTest::addRow("the same") << 1 << 10 << 10 << 0 << 0 << 0;
        QTest::addRow("new ones") << 1 << 15 << 15 << 1 << 0 << 0;
        QTest::addRow("old ones gone") << 4 << 12 << 9 << 1 << 1 << 0;
        QTest::addRow("all new") << 30 << 32 << 3 << 1 << 1 << 0;
        QTest::addRow("cleared") << 1 << 0 << 0 << 0 << 1 << 0;
        QTest::addRow("counted anew") << 1 << 3 << 3 << 0 << 0 << 1;
    }
    void updatesTouchOnlyWhatChanged()
    {
        QFETCH(int, first);
        QFETCH(int, last);
        QFETCH(int, rows);
        TileBillModel model;
        const QAbstractItemModelTester tester(&model);
        model.setBills(billsFrom(1, 10));
        const QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setBills(
            billsFrom(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(last)));
        QCOMPARE(model.rowCount(), rows);
        QTEST(static_cast<int>(inserts.count()), "inserts");
        QTEST(static_cast<int>(removals.count()), "removals");
        QTEST(static_cast<int>(resets.count()), "resets");
    }

    void paintsArriveLater()
    {
        TileBillModel model;
        model.setBills(billsFrom(1, 5));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto bills = billsFrom(1, 5);
        bills[3].paintNs = 55'000;
        model.setBills(bills);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), model.index(3, TileBillModel::Paint));
        QCOMPARE(model.index(3, TileBillModel::Paint).data().toString(), QStringLiteral("55"));
    }

    void showsMicrosecondsAndSortsByNanoseconds()
    {
        TileBillModel model;
        model.setBills(billsFrom(7, 7));
        const QModelIndex read = model.index(0, TileBillModel::Read);
        QCOMPARE(read.data().toString(), QStringLiteral("1235"));
        QCOMPARE(read.data(TileBillModel::numberRole).toLongLong(), 1'234'567);
        QCOMPARE(
            model.index(0, TileBillModel::BytesRead).data().toString(), QStringLiteral("61.3 MB"));
    }

    void isBounded()
    {
        TileBillModel model;
        model.setBills(billsFrom(1, 5000));
        QCOMPARE(model.rowCount(), 4096);
        QCOMPARE(model.billAt(4095).serial, 5000U);
    }

    void spreadsheetRowsHaveAsManyCellsAsTheHeader()
    {
        TileBillModel model;
        model.setBills(billsFrom(7, 7));
        QCOMPARE(model.tabbedRow(0).count(QLatin1Char('\t')),
            TileBillModel::tabbedHeader().count(QLatin1Char('\t')));
        QVERIFY(model.tabbedRow(0).contains(QStringLiteral("\t61300000\t")));
    }
};

QTEST_APPLESS_MAIN(TestTileBillModel)
#include "tst_tile_bill_model.moc"
