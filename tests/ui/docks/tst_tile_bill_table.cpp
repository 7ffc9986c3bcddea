// SPDX-License-Identifier: MIT
#include "ui/docks/tile_bill_table.h"

#include "tests/support/test_support.h"
#include "ui/docks/tile_bill_model.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tessera;

namespace {

std::vector<TileBill> billsFrom(std::uint64_t first, std::uint64_t last)
{
    std::vector<TileBill> bills;
    for (std::uint64_t serial = first; serial <= last; ++serial) {
        TileBill bill;
        bill.serial = serial;
        bill.readNs = static_cast<std::int64_t>(serial * 7919 % 1009) * 1000;
        bills.push_back(bill);
    }
    return bills;
}

QString firstCell(const QTableView& table, int viewRow)
{
    return table.model()->index(viewRow, TileBillModel::Order).data().toString();
}

QString topCell(const QTableView& table)
{
    return firstCell(table, table.indexAt(QPoint(0, 0)).row());
}

} // namespace

class TestTileBillTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        test::failOnUnexpectedWarnings();
        m_table = std::make_unique<TileBillTable>();
        m_table->resize(700, 240);
        m_table->setBills(billsFrom(1, 200));
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    }
    void cleanup() { m_table.reset(); }

    void newestComesFirstAndStaysInView()
    {
        QCOMPARE(topCell(*m_table), QStringLiteral("200"));
        m_table->setBills(billsFrom(1, 230));
        QCOMPARE(topCell(*m_table), QStringLiteral("230"));
    }

    void rowsInViewStayWhenScrolled()
    {
        m_table->verticalScrollBar()->setValue(50);
        const QString top = topCell(*m_table);
        m_table->setBills(billsFrom(20, 260));
        QCOMPARE(topCell(*m_table), top);
    }

    void selectionAndSortingStay()
    {
        m_table->sortByColumn(TileBillModel::Read, Qt::AscendingOrder);
        m_table->selectRow(10);
        const QString chosen = m_table->selectedAsText();
        m_table->setBills(billsFrom(1, 260));
        QCOMPARE(m_table->selectedAsText(), chosen);
        QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), int(TileBillModel::Read));
        QCOMPARE(m_table->model()
                     ->index(0, TileBillModel::Read)
                     .data(TileBillModel::numberRole)
                     .toLongLong(),
            lowestReadNs());
    }

    void enterAndDoubleClickFollowTheTile()
    {
        const QSignalSpy activated(m_table.get(), &TileBillTable::tileActivated);
        const QModelIndex third = m_table->model()->index(2, TileBillModel::Level);
        const QPoint place = m_table->visualRect(third).center();
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {}, place);
        QTest::keyClick(m_table.get(), Qt::Key_Return);
        QCOMPARE(activated.count(), 2);
        QCOMPARE(activated.at(0).at(0).value<TileBill>().serial, 198U);
        QCOMPARE(activated.at(1).at(0).value<TileBill>().serial, 198U);
    }

    void copiesSelectedRows()
    {
        m_table->selectRow(0);
        QTest::keySequence(m_table.get(), QKeySequence::Copy);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.at(0).startsWith(QStringLiteral("#\t")));
        QVERIFY(lines.at(1).startsWith(QStringLiteral("200\tclasses\t")));
    }

    void columnsAppearWhenTheySaySomething()
    {
        QVERIFY(m_table->isColumnHidden(TileBillModel::Z));
        QVERIFY(m_table->isColumnHidden(TileBillModel::Kind));
        auto bills = billsFrom(1, 3);
        bills[1].z = 4;
        bills[2].isImage = true;
        m_table->setBills(bills);
        QVERIFY(!m_table->isColumnHidden(TileBillModel::Z));
        QVERIFY(!m_table->isColumnHidden(TileBillModel::Kind));
        QVERIFY(m_table->isColumnHidden(TileBillModel::T));
    }

private:
    std::int64_t lowestReadNs() const
    {
        return std::ranges::min(m_table->bills(), {}, &TileBill::readNs).readNs;
    }

    std::unique_ptr<TileBillTable> m_table;
};

QTEST_MAIN(TestTileBillTable)
#include "tst_tile_bill_table.moc"
